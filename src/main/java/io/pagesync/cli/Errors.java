package io.pagesync.cli;

import io.pagesync.InvalidSettingException;
import io.pagesync.PagesyncException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.sync.Sync;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.cli.option.ShownUrl;
import io.pagesync.cli.progress.Logs;
import io.pagesync.destination.DestinationInUseException;
import io.pagesync.ledger.AlreadyRunningException;
import io.pagesync.report.OneLine;
import io.pagesync.settings.NearestName;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** One sentence for each error; the stack trace only when asked for. */
final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final int WRONG_USAGE = 2;
    private static final int FAILED = 1;
    /** Those of the sandbox's jar. */
    private static final Set<String> OF_A_CLONE = Set.of("demo", "sandbox");

    private static final Pattern NO_HELP = Pattern.compile("Unknown subcommand '(.*)'\\.");

    static final int RUNNING_ELSEWHERE = 5;

    @Override
    public int handleParseException(ParameterException error, String[] arguments) {
        CommandLine command = error.getCommandLine();
        PrintWriter err = command.getErr();
        if (command.getParent() == null && arguments.length == 0) {
            command.usage(err);
            return WRONG_USAGE;
        }
        String sentence = error instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched)
                : error instanceof MissingParameterException missing ? missing(missing) : told(error);
        err.println("pagesync: " + sentence);
        err.println("Help: " + command.getCommandSpec().qualifiedName() + " --help");
        return WRONG_USAGE;
    }

    /** As picocli says it, but for a command whose help is asked for. */
    private static String told(ParameterException error) {
        String message = String.valueOf(error.getMessage());
        Matcher asked = NO_HELP.matcher(message);
        return asked.matches()
                ? noCommand(
                        asked.group(1), error.getCommandLine().getSubcommands().keySet())
                : message;
    }

    /** What is too much, by its name only: it may be a URL with a password, or the value of an option misspelt. */
    private static String unmatched(UnmatchedArgumentException error) {
        String first = error.getUnmatched().get(0);
        String hint = error.getSuggestions().stream()
                .findFirst()
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
        if (error.isUnknownOption()) {
            return "there is no option " + first.replaceFirst("=.*", "") + hint;
        }
        return error.getCommandLine().getParent() == null
                ? noCommand(first, error.getCommandLine().getSubcommands().keySet())
                : "one argument too many: " + ShownUrl.of(first) + "; a URL stands in quotes";
    }

    private static String noCommand(String name, Set<String> there) {
        return OF_A_CLONE.contains(name)
                ? "there is no command " + name
                        + " here: it is for trying out, and no part of a release; a clone of the"
                        + " sources has it, ./pagesync " + name
                : "there is no command " + name + NearestName.hint(name, new TreeSet<>(there));
    }

    /** What is missing; where that is the name of a sync, with those there are. */
    private static String missing(MissingParameterException error) {
        boolean sync =
                error.getMissing().stream().anyMatch(each -> each.paramLabel().equals("SYNC"));
        if (!sync) {
            return String.valueOf(error.getMessage());
        }
        String asked = error.getCommandLine().getCommandName() + " needs the name of a sync";
        try (Engine engine = Engine.idle(Map.of())) {
            List<String> names =
                    Syncs.of(engine.context()).all().stream().map(Sync::name).toList();
            return asked + (names.isEmpty() ? "; there is none yet" : "; there is " + String.join(", ", names));
        } catch (PagesyncException e) {
            return asked + "; which there are cannot be told: " + OneLine.of(e.getMessage() + "");
        }
    }

    @Override
    public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (error instanceof InvalidSettingException several) {
            several.findings().forEach(sentence -> err.println("pagesync: " + sentence));
        } else if (error instanceof PagesyncException) {
            err.println("pagesync: " + OneLine.of(String.valueOf(error.getMessage())));
        } else {
            err.println("pagesync: unexpected " + error.getClass().getSimpleName() + ": " + error.getMessage()
                    + "; --verbose shows where");
        }
        if (Logs.verbose()) {
            error.printStackTrace(err);
        }
        if (error instanceof AlreadyRunningException || error instanceof DestinationInUseException) {
            return RUNNING_ELSEWHERE;
        }
        return error instanceof InvalidSettingException ? WRONG_USAGE : FAILED;
    }
}
