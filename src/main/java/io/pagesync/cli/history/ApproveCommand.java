package io.pagesync.cli.history;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.manage.RunRules;
import io.pagesync.camel.sink.SyncEndpoints;
import io.pagesync.camel.sync.Sync;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.cli.remote.RunningServe;
import io.pagesync.cli.remote.ServeOption;
import io.pagesync.destination.Approval;
import io.pagesync.ledger.RunEntry;
import io.pagesync.report.OneLine;
import io.pagesync.report.RunReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagesync approve}: deletes what a run has found gone, and did not delete by itself. */
@Command(
        name = "approve",
        description =
                "Shows the keys of the rows that a run has found gone and did not delete, because they are too many"
                        + " or the collection came back empty; then asks, and deletes them. For the last run of a sync. Exit code 7"
                        + " if they stay.",
        footerHeading = "%nExample:%n",
        footer = "  pagesync approve 20261125T020000Z-5f0c1a77")
public final class ApproveCommand extends BaseCommand {
    private static final int MOST_SHOWN = 1000;

    @Parameters(paramLabel = "RUN", description = "The run's id, or enough of its beginning.")
    private String run = "";

    @Option(
            names = {"-y", "--yes"},
            description = "Deletes without a question.")
    private boolean yes;

    @Mixin
    private ServeOption serve = new ServeOption();

    @Mixin
    private SyncOptions options = new SyncOptions();

    @Override
    public Integer call() {
        Optional<RunningServe> running = serve.serve(options);
        if (running.isPresent()) {
            return approve(running.get());
        }
        try (Engine engine = Engine.idle(options.overrides())) {
            History history = History.of(options.overrides(), engine);
            RunEntry entry = history.run(run);
            String refused =
                    RunRules.noApproval(entry, history.last(entry.sync(), 1).get(0));
            if (refused != null) {
                throw new InvalidSettingException("run " + entry.id() + " " + refused);
            }
            Sync sync = Syncs.of(engine.context()).get(entry.sync());
            List<Approval> approvals = SyncEndpoints.approvals(engine.context(), sync.collection(), entry.id());
            if (approvals.isEmpty()) {
                history.ledger().approved(entry.id(), List.of());
                return nothingWaits(entry.id());
            }
            List<String> done = new ArrayList<>();
            for (Approval each : approvals) {
                show(each.keys(MOST_SHOWN + 1), each.what());
                if (isAgreed()) {
                    done.add(each.carryOut());
                    out().println(done.get(done.size() - 1));
                }
            }
            if (done.size() < approvals.size()) {
                return RunReport.Blocked.EXIT_CODE;
            }
            history.ledger().approved(entry.id(), done);
            return 0;
        }
    }

    /** There, all of it is done or nothing. */
    private int approve(RunningServe running) {
        List<RunningServe.Waiting> all = running.approvals(run);
        if (all.isEmpty()) {
            return nothingWaits(run);
        }
        all.forEach(each -> show(each.keys(), each.what()));
        if (!isAgreed()) {
            return RunReport.Blocked.EXIT_CODE;
        }
        out().println(running.approve(run));
        return 0;
    }

    private int nothingWaits(String id) {
        out().println("run " + id + ": nothing waits any more");
        return 0;
    }

    private void show(List<String> keys, String what) {
        keys.stream().limit(MOST_SHOWN).forEach(key -> out().println("  " + OneLine.of(key)));
        if (keys.size() > MOST_SHOWN) {
            out().println("  and more; all of them are in the table pagesync_gone");
        }
        out().println(what);
    }

    private boolean isAgreed() {
        if (yes) {
            return true;
        }
        out().print("Do that? [y/N] ");
        out().flush();
        boolean agreed = isYes();
        if (!agreed) {
            out().println("nothing was done");
        }
        return agreed;
    }

    private static boolean isYes() {
        try {
            String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return answer != null
                    && answer.strip().toLowerCase(java.util.Locale.ROOT).matches("y|yes");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
