package io.pagesync.cli.history;

import io.pagesync.InvalidSettingException;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.cli.progress.OutputOptions;
import io.pagesync.ledger.RunEntry;
import io.pagesync.report.OneLine;
import io.pagesync.report.Times;
import io.pagesync.view.RunFacts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagesync runs}: the last runs. */
@Command(
        name = "runs",
        description = "Lists the last runs, the newest first: when, verdict, records, what it rests on.",
        subcommands = ShowRunCommand.class,
        customSynopsis = {"pagesync runs [OPTIONS] [SYNC]", "pagesync runs show [OPTIONS] ID"},
        footerHeading = "%nExamples:%n",
        footer = {"  pagesync runs packages --last 5", "  pagesync runs show 20261125T020000Z"})
public final class RunsCommand extends BaseCommand {
    @Parameters(arity = "0..1", paramLabel = "SYNC", description = "The sync whose runs are listed; all, without it.")
    private @Nullable String sync;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many at the most (${DEFAULT-VALUE}).")
    private int last;

    @Option(names = "--json", description = "Each run as one line of JSON.")
    private boolean json;

    @Mixin
    private SyncOptions options = new SyncOptions();

    @Override
    public Integer call() {
        if (last < 1) {
            throw new InvalidSettingException("--last is " + last + "; it must be 1 or more");
        }
        try (History history = History.open(options.overrides())) {
            List<RunEntry> runs = history.last(sync, last);
            if (json) {
                runs.forEach(run -> out().println(OutputOptions.json(RunFacts.of(run))));
            } else if (!runs.isEmpty()) {
                print(runs);
            }
            if (runs.isEmpty()) {
                err().println(sync == null ? "there are no runs yet" : sync + " has not run yet");
            }
            if (!history.caution().isEmpty()) {
                warn(history.caution());
            }
            return 0;
        }
    }

    private void print(List<RunEntry> runs) {
        Instant now = Instant.now();
        Columns columns = new Columns("RUN", "SYNC", "STARTED", "AGE", "TOOK", "RECORDS", "VERDICT", "WHY");
        for (RunEntry run : runs) {
            columns.add(
                    run.id(),
                    run.sync(),
                    Times.moment(run.started()),
                    Times.age(run.started(), now),
                    Times.length(RunFacts.took(run)),
                    String.format(Locale.ROOT, "%,d", run.done().records()),
                    RunFacts.state(run),
                    OneLine.of(RunFacts.reason(run, now)));
        }
        columns.print(out());
    }
}
