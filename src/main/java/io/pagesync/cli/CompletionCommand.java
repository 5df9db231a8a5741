package io.pagesync.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code pagesync generate-completion}: picocli's script for bash and zsh, with words as one writes them, which is in lower
 * case, and with the names of the syncs there are at that moment.
 */
@Command(
        name = "generate-completion",
        mixinStandardHelpOptions = true,
        description = "Prints a script by which bash and zsh complete commands, options and names of syncs:"
                + "  source <(pagesync generate-completion)")
final class CompletionCommand implements Callable<Integer> {
    private static final Pattern WORDS = Pattern.compile("_option_args=\\([^)]*\\)");
    private static final String NO_NAMES = "local positionals=\"\"";
    private static final String NAMES = "local positionals=\"$(\"${COMP_WORDS[0]}\" list --names 2>/dev/null)\"";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        String script = WORDS.matcher(AutoComplete.bash(root.getCommandName(), root))
                .replaceAll(words -> words.group().toLowerCase(Locale.ROOT));
        String named = spec.root().subcommands().values().stream()
                .filter(command -> takesSync(command.getCommandSpec()))
                .map(command -> "_picocli_" + root.getCommandName() + "_" + command.getCommandName() + "() {")
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        String functions = "(?s)function (?:" + named + ").*?\n}";
        spec.commandLine()
                .getOut()
                .print(Pattern.compile(functions).matcher(script).replaceAll(CompletionCommand::withNames));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private static boolean takesSync(CommandSpec command) {
        return command.positionalParameters().stream()
                .anyMatch(each -> each.paramLabel().startsWith("SYNC"));
    }

    private static String withNames(MatchResult function) {
        return Matcher.quoteReplacement(function.group().replace(NO_NAMES, NAMES));
    }
}
