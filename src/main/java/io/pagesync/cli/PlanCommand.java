package io.pagesync.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pagesync.page.Page;
import io.pagesync.paging.PagePlan;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagesync plan}: what a load would take, from one request. */
@Command(
        name = "plan",
        description = "Asks for the first page and says what a load would take: records, pages, time. Writes nothing.",
        footerHeading = "%nExample:%n",
        footer = "  pagesync plan 'https://api.example.com/items?pageSize=500' --rate 5")
final class PlanCommand extends BaseCommand {
    @Mixin
    private CollectionOptions collection = new CollectionOptions();

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Mixin
    private SyncOptions properties = new SyncOptions();

    @Option(names = "--json", description = "The plan as one line of JSON.")
    private boolean json;

    /**
     * What a load would take.
     *
     * @param seconds the time its requests take at the rate limit; null without a limit
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Plan(
            String url,
            long records,
            int pages,
            long pageSize,
            double rate,
            @Nullable Double seconds,
            List<String> fields) {}

    @Override
    public Integer call() {
        try (FirstPages first = FirstPages.open(this, collection, api, properties)) {
            Page page = first.page(1);
            PagePlan plan = first.plan(page);
            double rate = first.rate();
            Plan made = new Plan(
                    first.url(),
                    plan.records(),
                    plan.pages(),
                    plan.pageSize(),
                    rate,
                    rate == 0 ? null : Math.round(plan.pages() / rate * 10) / 10.0,
                    page.getSize() == 0
                            ? List.of()
                            : List.copyOf(page.record(0).getFields().keySet()));
            PrintWriter out = out();
            out.println(json ? OutputOptions.json(made) : text(made));
            return 0;
        }
    }

    private static String text(Plan plan) {
        String time = plan.seconds == null
                ? "no limit; as fast as the API answers"
                : String.format(Locale.ROOT, "%s at %s requests/s", duration(plan.seconds), Summary.number(plan.rate));
        return String.join(
                System.lineSeparator(),
                "collection " + plan.url,
                String.format(Locale.ROOT, "records    %,d", plan.records),
                String.format(Locale.ROOT, "pages      %,d of %,d records", plan.pages, plan.pageSize),
                "time       " + time,
                "fields     "
                        + (plan.fields.isEmpty() ? "none, the first page is empty" : String.join(", ", plan.fields)));
    }

    private static String duration(double seconds) {
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long minutes = Math.round(seconds / 60);
        return minutes < 120 ? minutes + " min" : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }
}
