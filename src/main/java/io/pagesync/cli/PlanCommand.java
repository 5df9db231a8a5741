package io.pagesync.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pagesync.api.ApiSettings;
import io.pagesync.api.budget.Budget;
import io.pagesync.cli.option.ApiOptions;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.CollectionOptions;
import io.pagesync.cli.option.FirstPages;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.cli.progress.OutputOptions;
import io.pagesync.page.Page;
import io.pagesync.paging.PageSequence;
import io.pagesync.report.OneLine;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
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
     * @param records how many records were declared; null if none were
     * @param pages how many pages there are; null if only the last one tells
     * @param rate requests a second, our share of them; 0 for no limit
     * @param budget the rate and all other limits in words; empty if there is none
     * @param seconds the time its requests take within all limits; null without a limit, or where pages is null
     * @param partitions how many partitions there are; null if the collection is not divided, or that is not known
     * @param partition the first partition, whose records and pages these are; null if the collection is not divided
     * @param fields the fields of the first record
     * @param requests how many requests the plan took
     * @param notes what was recognised, and what is worth knowing of the way the first page was understood
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Plan(
            String url,
            @Nullable Long records,
            @Nullable Integer pages,
            long pageSize,
            double rate,
            String budget,
            @Nullable Double seconds,
            @Nullable Long partitions,
            @Nullable String partition,
            List<String> fields,
            long requests,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes) {}

    @Override
    public Integer call() {
        try (FirstPages first = FirstPages.open(this, collection, api, properties)) {
            first.requireDecided();
            Page page = first.first();
            PageSequence plan = first.plan(page);
            List<String> notes = new ArrayList<>(first.sentences());
            ApiSettings api = first.api();
            notes.addAll(notes(plan, api));
            Budget budget = api.budget();
            double rate = api.rateLimit();
            OptionalInt pages = plan.pages();
            OptionalLong records = plan.records();
            OptionalLong all = first.partition().all();
            // Each of the others takes a request at least.
            long requests = pages.orElse(0) + Math.max(0, all.orElse(0) - 1);
            String partition = first.partition().name();
            Plan made = new Plan(
                    first.url(),
                    records.isPresent() ? records.getAsLong() : null,
                    pages.isPresent() ? pages.getAsInt() : null,
                    plan.pageSize().orElse(page.getSize()),
                    rate,
                    budget.text(rate),
                    pages.isEmpty() || budget.text(rate).isEmpty()
                            ? null
                            : Math.round(budget.timeFor(requests, rate).toMillis() / 100.0) / 10.0,
                    all.isPresent() ? all.getAsLong() : null,
                    partition.isEmpty() ? null : partition,
                    page.getSize() == 0
                            ? List.of()
                            : List.copyOf(page.record(0).getFields().keySet()),
                    first.requests(),
                    notes);
            PrintWriter out = out();
            out.println(json ? OutputOptions.json(made) : text(made, first.oneByOne()));
            return 0;
        }
    }

    private static List<String> notes(PageSequence plan, ApiSettings api) {
        List<String> notes = new ArrayList<>(plan.notes());
        Duration wait = api.budget().waitFor(plan.pages().orElse(0), api.rateLimit());
        if (wait.compareTo(api.maxPause()) > 0) {
            notes.add("a limit is used up on the way, for up to " + duration((double) wait.toSeconds())
                    + ": the run would stop"
                    + " there, because no pause may be longer than "
                    + duration((double) api.maxPause().toSeconds()) + " ("
                    + api.names().setting("max-pause") + ")");
        }
        return notes;
    }

    private static String text(Plan plan, boolean oneByOne) {
        String pages = oneByOne ? "one after the other" : "in parallel, until one shows the end";
        String time = plan.seconds == null
                ? plan.pages == null ? "not known before the last page is read" : "no limit; as fast as the API answers"
                : (plan.partition == null ? "" : "at least ") + duration(plan.seconds) + " at " + plan.budget;
        List<String> lines = new ArrayList<>(List.of(
                "collection " + plan.url,
                "records    " + (plan.records == null ? "not told" : String.format(Locale.ROOT, "%,d", plan.records)),
                plan.pages == null
                        ? String.format(Locale.ROOT, "pages      %s, the first of %,d records", pages, plan.pageSize)
                        : String.format(Locale.ROOT, "pages      %,d of %,d records", plan.pages, plan.pageSize),
                "time       " + time,
                "fields     "
                        + (plan.fields.isEmpty()
                                ? "none, the first page is empty"
                                : OneLine.of(String.join(", ", plan.fields)))));
        if (plan.partition != null) {
            String all =
                    plan.partitions == null ? "not known how many" : String.format(Locale.ROOT, "%,d", plan.partitions);
            lines.add(1, "partitions " + all + "; records, pages and fields are those of the first, " + plan.partition);
        }
        if (plan.requests > 1) {
            lines.add("asked      " + plan.requests + " requests, to recognise how the API pages");
        }
        plan.notes.forEach(note -> lines.add("note       " + OneLine.of(note)));
        return String.join(System.lineSeparator(), lines);
    }

    private static String duration(double seconds) {
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long minutes = Math.round(seconds / 60);
        return minutes < 120 ? minutes + " min" : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }
}
