package io.pagesync.cli.history;

import io.pagesync.InvalidSettingException;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.cli.progress.OutputOptions;
import io.pagesync.ledger.FailedPage;
import io.pagesync.ledger.PartitionEntry;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.journal.JournalHistory;
import io.pagesync.view.RunDetails;
import io.pagesync.view.RunFacts;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagesync runs show}: all that is known of one run. */
@Command(
        name = "show",
        description =
                "Says all that is known of a run: its report, its partitions, the pages that failed. Of a load into a"
                        + " file, as long as it has not come to its end: where it stands.",
        footerHeading = "%nExamples:%n",
        footer = {"  pagesync runs show 20261125T020000Z", "  pagesync runs show packages.jsonl"})
final class ShowRunCommand extends BaseCommand {
    @Parameters(
            paramLabel = "ID",
            description = "The run's id, or enough of its beginning; or the file that a load writes.")
    private String id = "";

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many partitions and how many failed pages at the most (${DEFAULT-VALUE}).")
    private int most;

    @Option(names = "--json", description = "The run as one line of JSON.")
    private boolean json;

    @Mixin
    private SyncOptions options = new SyncOptions();

    @Override
    public Integer call() {
        if (most < 1) {
            throw new InvalidSettingException("--most is " + most + "; it must be 1 or more");
        }
        Optional<RunEntry> load = load();
        if (load.isPresent()) {
            show(load.get());
            return 0;
        }
        try (History history = History.open(options.overrides())) {
            RunEntry run = history.run(id);
            // One more than is shown tells that there are more.
            List<PartitionEntry> partitions = history.ledger().partitions(run.id(), most + 1).stream()
                    .filter(each -> !each.name().isEmpty())
                    .toList();
            List<FailedPage> failed = history.ledger().failedPages(run.id(), most + 1);
            if (json) {
                out().println(OutputOptions.json(
                        RunDetails.of(RunFacts.of(run), run.report(), first(partitions), first(failed))));
            } else {
                out().print(new RunText(run, Instant.now()).of(first(partitions), first(failed)));
                if (partitions.size() > most || failed.size() > most) {
                    out().println("           and more; --most shows them");
                }
                out().flush();
            }
            return 0;
        }
    }

    private Optional<RunEntry> load() {
        try {
            return JournalHistory.of(Path.of(id));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private void show(RunEntry load) {
        if (json) {
            out().println(OutputOptions.json(RunDetails.of(RunFacts.of(load), null, List.of(), List.of())));
        } else {
            out().print(new RunText(load, Instant.now()).ofLoad());
            out().flush();
        }
    }

    private <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(most, all.size()));
    }
}
