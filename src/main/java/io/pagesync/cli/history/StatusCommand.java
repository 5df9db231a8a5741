package io.pagesync.cli.history;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.manage.SyncLook;
import io.pagesync.camel.sync.Sync;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.cli.progress.OutputOptions;
import io.pagesync.cli.progress.WorstExit;
import io.pagesync.ledger.Ledger;
import io.pagesync.report.OneLine;
import io.pagesync.report.Times;
import io.pagesync.view.RunFacts;
import io.pagesync.view.WorkerFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    /** So many of a sync's last runs tell how it stands, as a rule. */
    private static final int LOOKED_AT = 20;

    @Parameters(arity = "0..*", paramLabel = "SYNC", description = "The syncs; all, if none is named.")
    private List<String> names = List.of();

    @Option(names = "--json", description = "Each sync as one line of JSON.")
    private boolean json;

    @Mixin
    private SyncOptions options = new SyncOptions();

    @Override
    public Integer call() {
        try (Engine engine = Engine.idle(options.overrides())) {
            Syncs syncs = Syncs.of(engine.context());
            List<Sync> chosen = names.isEmpty()
                    ? syncs.all()
                    : names.stream().map(syncs::get).toList();
            Ledger history = History.of(options.overrides(), engine).ledger();
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
                SyncLook look = SyncLook.at(sync, history, LOOKED_AT, Optional.empty(), now);
                worst = WorstExit.of(worst, look.standing().exitCode());
                if (json) {
                    out().println(OutputOptions.json(look.facts(Optional.empty())));
                }
                List<String> cells = cells(look, now);
                if (marks) {
                    cells.add(cells.size() - 1, look.mark().orElse("-"));
                }
                columns.add(cells.toArray(String[]::new));
            }
            if (!json && !chosen.isEmpty()) {
                columns.print(out());
            }
            if (!json && names.isEmpty()) {
                workers(history.workers(), now);
            }
            if (chosen.isEmpty()) {
                err().println(
                                "There are no syncs; put a route that begins with kamelet:collection-source into routes/");
            }
            return worst;
        }
    }

    /** The processes of a cluster, below the syncs. */
    private void workers(List<Ledger.Worker> workers, Instant now) {
        if (workers.isEmpty()) {
            return;
        }
        Columns columns = new Columns("WORKER", "VERSION", "STATE", "PAGES/S", "UNDER WAY", "PAGES", "LAST SIGN");
        for (Ledger.Worker each : workers) {
            WorkerFacts facts = WorkerFacts.of(each);
            columns.add(
                    facts.host(),
                    facts.version(),
                    facts.state(),
                    Double.toString(facts.pagesPerSecond()),
                    Integer.toString(facts.inFlight()),
                    Long.toString(facts.pages()),
                    Times.age(each.seen(), now));
        }
        out().println();
        columns.print(out());
    }

    private static List<String> cells(SyncLook look, Instant now) {
        return new ArrayList<>(List.of(
                look.sync().name(),
                look.standing().text(),
                look.whole().map(run -> Times.moment(run.started())).orElse("-"),
                look.whole().map(run -> Times.age(run.started(), now)).orElse("-"),
                look.next().map(at -> Times.moment(at, look.sync().timeZone())).orElse("-"),
                look.last()
                        .map(run -> run.id() + ", " + OneLine.of(RunFacts.reason(run, now)))
                        .orElse("-")));
    }
}
