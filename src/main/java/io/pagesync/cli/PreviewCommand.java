package io.pagesync.cli;

import io.pagesync.InvalidSettingException;
import io.pagesync.cli.option.ApiOptions;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.CollectionOptions;
import io.pagesync.cli.option.FirstPages;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import io.pagesync.paging.PageSequence;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagesync preview}: the first records of a collection. */
@Command(
        name = "preview",
        description = "Prints the first records of a collection, as JSON Lines. Writes nothing.",
        footerHeading = "%nExample:%n",
        footer = "  pagesync preview 'https://api.example.com/items' -n 3")
final class PreviewCommand extends BaseCommand {
    @Mixin
    private CollectionOptions collection = new CollectionOptions();

    @Option(names = "-n", paramLabel = "N", defaultValue = "5", description = "How many records (${DEFAULT-VALUE}).")
    private int records;

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Mixin
    private SyncOptions properties = new SyncOptions();

    @Override
    public Integer call() {
        if (records < 1) {
            throw new InvalidSettingException("-n is " + records + "; it must be 1 or more");
        }
        try (FirstPages first = FirstPages.open(this, collection, api, properties)) {
            Page page = first.first();
            first.sentences().forEach(this::warn);
            PageSequence plan = first.plan(page);
            PrintWriter out = out();
            int left = records;
            for (int number = 2; page != null; number++) {
                left = print(page, left, out);
                page = left > 0 && first.isDecided() ? first.next(plan, number) : null;
            }
            return 0;
        }
    }

    private static int print(Page page, int most, PrintWriter out) {
        int left = most;
        for (JsonRecord record : page) {
            if (left == 0) {
                break;
            }
            out.println(record.toLine());
            left--;
        }
        return left;
    }
}
