package io.pagesync.cli.history;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.manage.SyncLook;
import io.pagesync.camel.sync.Sync;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.cli.progress.OutputOptions;
import io.pagesync.cli.progress.WorstExit;
import io.pagesync.cli.remote.RunningServe;
import io.pagesync.cli.remote.ServeOption;
import io.pagesync.ledger.Ledger;
import io.pagesync.report.OneLine;
import io.pagesync.report.Times;
import io.pagesync.settings.NearestName;
import io.pagesync.view.RunFacts;
import io.pagesync.view.SyncFacts;
import io.pagesync.view.WorkerFacts;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
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
    /** So many of a sync's last runs tell how it stands, as a rule. */
    private static final int LOOKED_AT = 20;

    @Parameters(arity = "0..*", paramLabel = "SYNC", description = "The syncs; all, if none is named.")
    private List<String> names = List.of();

    @Option(names = "--json", description = "Each sync as one line of JSON.")
    private boolean json;

    @Mixin
    private ServeOption serve = new ServeOption();

    @Mixin
    private SyncOptions options = new SyncOptions();

    @Override
    public Integer call() {
        Optional<RunningServe> running = serve.serve(options);
        if (running.isPresent()) {
            Map<String, SyncFacts> all = new LinkedHashMap<>();
            running.get().syncs().forEach(each -> all.put(each.sync(), each));
            Supplier<List<WorkerFacts>> workers = running.get()::workers;
            return show(names.isEmpty() ? List.copyOf(all.values()) : chosen(all), workers);
        }
        try (Engine engine = Engine.idle(options.overrides())) {
            Syncs syncs = Syncs.of(engine.context());
            List<Sync> chosen = names.isEmpty()
                    ? syncs.all()
                    : names.stream().map(syncs::get).toList();
            Ledger history = History.of(options.overrides(), engine).ledger();
            Instant now = Instant.now();
            return show(
                    chosen.stream()
                            .map(sync -> SyncLook.at(sync, history, LOOKED_AT, Optional.empty(), now)
                                    .facts(Optional.empty()))
                            .toList(),
                    () -> history.workers().stream().map(WorkerFacts::of).toList());
        }
    }

    private List<SyncFacts> chosen(Map<String, SyncFacts> all) {
        return names.stream()
                .map(name -> Optional.ofNullable(all.get(name))
                        .orElseThrow(() -> new InvalidSettingException("there is no sync named '" + name + "' there"
                                + NearestName.hint(name, new TreeSet<>(all.keySet())))))
                .toList();
    }

    private int show(List<SyncFacts> syncs, Supplier<List<WorkerFacts>> workers) {
        int worst = syncs.stream().mapToInt(SyncFacts::exitCode).reduce(0, WorstExit::of);
        if (syncs.isEmpty()) {
            err().println("There are no syncs; put a route that begins with kamelet:collection-source into routes/");
        } else if (json) {
            syncs.forEach(each -> out().println(OutputOptions.json(each)));
        } else {
            table(syncs);
        }
        if (!json && names.isEmpty()) {
            workers(workers.get());
        }
        return worst;
    }

    private void table(List<SyncFacts> syncs) {
        Instant now = Instant.now();
        boolean marks = syncs.stream().anyMatch(each -> each.mark() != null);
        List<String> heads =
                new ArrayList<>(List.of("SYNC", "STATE", "LAST WHOLE RUN", "AGE", "NEXT START", "LAST RUN"));
        if (marks) {
            heads.add(heads.size() - 1, "MARK");
        }
        Columns columns = new Columns(heads.toArray(String[]::new));
        for (SyncFacts each : syncs) {
            List<String> cells = cells(each, now);
            if (marks) {
                String mark = each.mark();
                cells.add(cells.size() - 1, mark == null ? "-" : mark);
            }
            columns.add(cells.toArray(String[]::new));
        }
        columns.print(out());
    }

    /** The processes of a cluster, below the syncs. */
    private void workers(List<WorkerFacts> workers) {
        if (workers.isEmpty()) {
            return;
        }
        Instant now = Instant.now();
        Columns columns = new Columns("WORKER", "VERSION", "STATE", "PAGES/S", "UNDER WAY", "PAGES", "LAST SIGN");
        for (WorkerFacts facts : workers) {
            columns.add(
                    facts.host(),
                    facts.version(),
                    facts.state(),
                    Double.toString(facts.pagesPerSecond()),
                    Integer.toString(facts.inFlight()),
                    Long.toString(facts.pages()),
                    Times.age(Instant.parse(facts.seen()), now));
        }
        out().println();
        columns.print(out());
    }

    private static List<String> cells(SyncFacts sync, Instant now) {
        RunFacts whole = sync.whole();
        RunFacts last = sync.last();
        Instant began = whole == null ? null : Instant.parse(whole.started());
        return new ArrayList<>(List.of(
                sync.sync(),
                sync.state(),
                began == null ? "-" : Times.moment(began),
                began == null ? "-" : Times.age(began, now),
                next(sync.next(), sync.timeZone()),
                last == null ? "-" : last.run() + ", " + OneLine.of(last.reason())));
    }

    private static String next(@Nullable String at, @Nullable String zone) {
        return at == null || zone == null ? "-" : Times.moment(Instant.parse(at), ZoneId.of(zone));
    }
}
