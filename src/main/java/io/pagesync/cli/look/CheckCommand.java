package io.pagesync.cli.look;

import io.pagesync.PagesyncException;
import io.pagesync.api.credential.LogInFailedException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.FirstPartition;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.check.Lint;
import io.pagesync.camel.check.SyncDestinations;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.camel.sync.NextRun;
import io.pagesync.camel.sync.Sync;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.cli.progress.OutputOptions;
import io.pagesync.config.Configuration;
import io.pagesync.page.Page;
import io.pagesync.paging.PageSequence;
import io.pagesync.report.Summary;
import io.pagesync.run.Run;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagesync check}: settings and routes, then log-in, first page and destinations of each sync. */
@Command(
        name = "check",
        description =
                "Checks settings and routes, then log-in, first page and destinations of each sync; one line each."
                        + " Delivers nothing. Exit code 2 if settings or routes are wrong, 1 if anything else is.")
public final class CheckCommand extends BaseCommand {
    private static final int SETTINGS = 2;
    private static final int FAILED = 1;

    /** What was looked at, as JSON has it. */
    private record Checked(String sync, boolean sound, String sentence) {}

    @Parameters(arity = "0..*", paramLabel = "SYNC", description = "The syncs to check; all, if none is named.")
    private List<String> names = List.of();

    @Option(names = "--json", description = "A line of JSON for each of these lines.")
    private boolean json;

    @Mixin
    private SyncOptions options = new SyncOptions();

    @Override
    public Integer call() {
        Lint lint = Lint.of(options.overrides());
        if (!lint.findings().isEmpty()) {
            LintCommand.print(lint.findings(), json, out());
            return SETTINGS;
        }
        try (Engine engine = Engine.idle(options.overrides())) {
            Syncs syncs = Syncs.of(engine.context());
            List<Sync> chosen = names.isEmpty()
                    ? syncs.all()
                    : names.stream().map(syncs::get).toList();
            boolean sound = true;
            for (Sync sync : chosen) {
                First first = source(engine, sync);
                sound &= first.page() != null;
                sound &= destinations(engine, sync, first);
            }
            return sound ? 0 : FAILED;
        }
    }

    private First source(Engine engine, Sync sync) {
        String api = "API " + sync.collection().api() + ", ";
        String logIn = logIn(engine.settings(), sync.collection().api());
        try {
            Ledgers.keep(engine.context());
            NextRun next = NextRun.of(engine.context(), sync);
            FirstPartition partition = FirstPartition.of(engine.context(), next.collection());
            Run run = partition.run();
            Page first = Pipeline.fetch(engine.context(), run, run.partition().firstRequest());
            PageSequence plan = run.plan(first);
            line(sync, true, api + logIn);
            line(
                    sync,
                    true,
                    "first page" + (partition.name().isEmpty() ? "" : " of " + partition.name()) + ": "
                            + found(first, plan) + ", "
                            + next.collection().shownUrl()
                            + (next.text().isEmpty() ? "" : "; " + next.text()));
            return new First(run.collection(), first);
        } catch (LogInFailedException e) {
            line(sync, false, api + "not " + logIn + ": " + e.getMessage());
        } catch (PagesyncException e) {
            line(sync, false, "first page (" + logIn + "): " + e.getMessage());
        }
        return new First(sync.collection(), null);
    }

    private static String found(Page first, PageSequence plan) {
        return plan.records().isEmpty() || plan.pages().isEmpty()
                ? String.format(Locale.ROOT, "%,d records, each page names the next", first.getSize())
                : String.format(
                        Locale.ROOT,
                        "%,d records in %s of %,d",
                        plan.records().getAsLong(),
                        Summary.count(plan.pages().getAsInt(), "page", "pages"),
                        plan.pageSize().orElse(first.getSize()));
    }

    private boolean destinations(Engine engine, Sync sync, First first) {
        List<SyncDestinations.Finding> findings =
                SyncDestinations.check(engine.context(), first.collection(), first.page());
        findings.forEach(finding -> line(sync, finding.sound(), finding.text()));
        return findings.stream().allMatch(SyncDestinations.Finding::sound);
    }

    private static String logIn(Configuration settings, String api) {
        String type = settings.text("pagesync.api." + api + ".auth.type");
        return switch (type) {
            case "none" -> "asked without a log-in";
            case "token-exchange", "oauth2-client-credentials" -> "logged in by " + type;
            default -> "asked with " + type;
        };
    }

    private void line(Sync sync, boolean sound, String text) {
        out().println(
                        json
                                ? OutputOptions.json(new Checked(sync.name(), sound, text))
                                : String.format(
                                        Locale.ROOT, "%-16s %-7s %s", sync.name(), sound ? "ok" : "FAILED", text));
    }
}
