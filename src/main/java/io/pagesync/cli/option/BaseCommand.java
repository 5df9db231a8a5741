package io.pagesync.cli.option;

import io.pagesync.InvalidSettingException;
import io.pagesync.cli.progress.Logs;
import java.io.PrintWriter;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command has. */
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        versionProvider = Version.class)
public abstract class BaseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** {@link Logs} has looked for it before anything else; it is declared here so that help and parser know it. */
    @Option(
            names = {"-v", "--verbose"},
            description = "Says more, with stack traces.")
    void setVerbose(boolean verbose) {
        // Nothing more to do.
    }

    /** Whether the option stands on the command line, rather than its default. */
    protected final boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    /**
     * Refuses options that a sync's own parameters or its API's settings stand against.
     *
     * @throws InvalidSettingException naming those that are given
     */
    protected final void requireNoneOf(String sync, Class<?>... groups) {
        String given = spec.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> option.userObject() instanceof Field field
                        && Arrays.asList(groups).contains(field.getDeclaringClass())
                        && !isOwn(option.longestName()))
                .map(OptionSpec::longestName)
                .collect(Collectors.joining(", "));
        if (!given.isEmpty()) {
            throw new InvalidSettingException(given + " cannot be given with a sync's name; the route of " + sync
                    + " and the settings of its API say that, which --set NAME=VALUE can change for once");
        }
    }

    /** Whether an option that commands share means something of this command's own here. */
    protected boolean isOwn(String option) {
        return false;
    }

    /** Standard output: data, nothing else. */
    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Standard error: progress, summaries, errors. */
    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Tells something in one line of standard error, with our name before it. */
    protected final void warn(String sentence) {
        err().println("pagesync: " + sentence);
        err().flush();
    }
}
