package io.pagesync.cli.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.sync.Schedules;
import io.pagesync.camel.sync.Sync;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.cli.progress.OutputOptions;
import io.pagesync.cli.progress.WorstExit;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.RunHistory;
import io.pagesync.report.OneLine;
import io.pagesync.report.RunReport;
import io.pagesync.since.Known;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagesync status}: how each sync stands. */
@Command(
        name = "status",
        description =
                "Says how each sync stands, by its last run and its schedule. It is late when its last whole run began"
                        + " before the start before last.",
        footerHeading = "%nExit codes (of several the worst):%n",
        footer = {
            "  0 fresh or running, 3 late or drifted, 4 cut short, partial or never run, 6 refused, 7 blocked, 8 unsent,",
            "  1 failed",
            "",
            "Example:",
            "  pagesync status packages || mail -s 'packages is not fresh' ops@example.com"
        })
public final class StatusCommand extends BaseCommand {
    /** Among so many of a sync's last runs, its last whole one is looked for. */
    private static final int SEARCHED = 1000;

    @Parameters(arity = "0..*", paramLabel = "SYNC", description = "The syncs; all, if none is named.")
    private List<String> names = List.of();

    @Option(names = "--json", description = "Each sync as one line of JSON.")
    private boolean json;

    @Mixin
    private SyncOptions options = new SyncOptions();

    /**
     * How a sync stands.
     *
     * @param sync its name
     * @param state fresh, running, late, drifted, cut short, partial, never run or failed
     * @param exitCode the exit code that means it
     * @param schedule its schedule; null if it has none
     * @param next when it starts next by that, ISO 8601 in UTC; null if it does not
     * @param last its last run; null if it has not run
     * @param whole its last whole run; null if none was
     * @param mark the mark that its next run begins at; null if there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Status(
            String sync,
            String state,
            int exitCode,
            @Nullable String schedule,
            @Nullable String next,
            @Nullable RunFacts last,
            @Nullable RunFacts whole,
            @Nullable String mark) {}

    @Override
    public Integer call() {
        try (Engine engine = Engine.idle(options.overrides())) {
            Syncs syncs = Syncs.of(engine.context());
            List<Sync> chosen = names.isEmpty()
                    ? syncs.all()
                    : names.stream().map(syncs::get).toList();
            RunHistory history = History.of(options.overrides(), engine).ledger();
            Instant now = Instant.now();
            boolean marks = chosen.stream().anyMatch(sync -> sync.collection().incremental() != null);
            List<String> heads =
                    new ArrayList<>(List.of("SYNC", "STATE", "LAST WHOLE RUN", "AGE", "NEXT START", "LAST RUN"));
            if (marks) {
                heads.add(heads.size() - 1, "MARK");
            }
            Columns columns = new Columns(heads.toArray(String[]::new));
            int worst = 0;
            for (Sync sync : chosen) {
                List<RunEntry> runs = history.runs(sync.name(), SEARCHED);
                Optional<RunEntry> last = runs.stream().findFirst();
                Optional<RunEntry> whole =
                        runs.stream().filter(StatusCommand::isWhole).findFirst();
                Optional<Instant> next = Schedules.next(sync, now);
                Optional<String> mark =
                        history.mark(sync.name()).map(Known::mark).filter(text -> !text.isEmpty());
                Standing standing = Standing.of(sync, last, now);
                worst = WorstExit.of(worst, standing.exitCode());
                if (json) {
                    out().println(OutputOptions.json(new Status(
                            sync.name(),
                            standing.text(),
                            standing.exitCode(),
                            sync.schedule().isEmpty() ? null : sync.schedule(),
                            next.map(Instant::toString).orElse(null),
                            last.map(RunFacts::of).orElse(null),
                            whole.map(RunFacts::of).orElse(null),
                            mark.orElse(null))));
                }
                List<String> cells = cells(sync, standing, last, whole, next, now);
                if (marks) {
                    cells.add(cells.size() - 1, mark.orElse("-"));
                }
                columns.add(cells.toArray(String[]::new));
            }
            if (!json && !chosen.isEmpty()) {
                columns.print(out());
            }
            if (chosen.isEmpty()) {
                err().println(
                                "There are no syncs; put a route that begins with kamelet:collection-source into routes/");
            }
            return worst;
        }
    }

    private static List<String> cells(
            Sync sync,
            Standing standing,
            Optional<RunEntry> last,
            Optional<RunEntry> whole,
            Optional<Instant> next,
            Instant now) {
        return new ArrayList<>(List.of(
                sync.name(),
                standing.text(),
                whole.map(run -> Times.moment(run.started())).orElse("-"),
                whole.map(run -> Times.age(run.started(), now)).orElse("-"),
                next.map(at -> Times.moment(at, sync.timeZone())).orElse("-"),
                last.map(run -> run.id() + ", " + OneLine.of(RunFacts.reason(run, now)))
                        .orElse("-")));
    }

    private static boolean isWhole(RunEntry run) {
        RunReport report = run.report();
        return run.state() == RunEntry.State.ENDED
                && report != null
                && report.verdict().whole();
    }
}
