package io.pagesync.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command has. */
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        versionProvider = Version.class)
abstract class BaseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** {@link Logs} has looked for it before anything else; it is declared here so that help and parser know it. */
    @Option(
            names = {"-v", "--verbose"},
            description = "Says more, with stack traces.")
    void setVerbose(boolean verbose) {
        // Nothing more to do.
    }

    /** Standard output: data, nothing else. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Standard error: progress, summaries, errors. */
    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
