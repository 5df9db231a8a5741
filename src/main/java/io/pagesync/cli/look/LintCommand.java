package io.pagesync.cli.look;

import io.pagesync.camel.check.Lint;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.cli.progress.OutputOptions;
import io.pagesync.report.Summary;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagesync lint}: what can be checked without network or database. */
@Command(
        name = "lint",
        description = "Checks settings, routes, parameters, schedules and references, without network or database; exit"
                + " code 2 on a finding.")
public final class LintCommand extends BaseCommand {
    private static final int FINDING = 2;

    @Parameters(arity = "0..1", paramLabel = "SYNC", description = "The only sync to look at; all, if it is left out.")
    private String sync = "";

    @Option(names = "--json", description = "A line of JSON for each finding, nothing if there is none.")
    private boolean json;

    @Mixin
    private SyncOptions options = new SyncOptions();

    @Override
    public Integer call() {
        Lint lint = Lint.of(options.overrides());
        List<Lint.Finding> findings = sync.isEmpty() ? lint.findings() : lint.findings(sync);
        lint.missingSecrets().forEach(sentence -> err().println("pagesync: not here: " + sentence));
        if (findings.isEmpty() && !json) {
            out().println("no findings: "
                    + (sync.isEmpty()
                            ? Summary.count(lint.syncs(), "sync", "syncs") + ", settings and routes"
                            : "sync " + sync + " and settings"));
        }
        print(findings, json, out());
        return findings.isEmpty() ? 0 : FINDING;
    }

    /** One finding a line, of text or of JSON. */
    static void print(List<Lint.Finding> findings, boolean json, PrintWriter to) {
        findings.forEach(finding ->
                to.println(json ? OutputOptions.json(finding) : finding.where() + ": " + finding.sentence()));
    }
}
