package io.pagesync.cli;

import io.pagesync.camel.check.Lint;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.cli.progress.Summary;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pagesync lint}: what can be checked without network or database. */
@Command(
        name = "lint",
        description = "Checks settings, routes, parameters, schedules and references, without network or database; exit"
                + " code 2 on a finding.")
final class LintCommand extends BaseCommand {
    private static final int FINDING = 2;

    @Mixin
    private SyncOptions options = new SyncOptions();

    @Override
    public Integer call() {
        Lint lint = Lint.of(options.overrides());
        if (lint.findings().isEmpty()) {
            out().println("no findings: " + Summary.count(lint.syncs(), "sync", "syncs") + ", settings and routes");
            return 0;
        }
        print(lint, out());
        return FINDING;
    }

    /** One finding a line. */
    static void print(Lint lint, PrintWriter to) {
        lint.findings().forEach(finding -> to.println(finding.where() + ": " + finding.sentence()));
    }
}
