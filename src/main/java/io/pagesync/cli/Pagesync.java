package io.pagesync.cli;

import io.pagesync.config.Form;
import io.pagesync.run.Collection.OnPageFailure;
import io.pagesync.run.Collection.Order;
import io.pagesync.run.Collection.Verify;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ServiceLoader;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code pagesync}. */
@Command(
        name = "pagesync",
        description = "Loads every page of a paginated REST API, in parallel, exactly at the rate it allows, and says"
                + " whether anything is missing.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LoadCommand.class,
            PlanCommand.class,
            PreviewCommand.class,
            RunCommand.class,
            ServeCommand.class,
            ListCommand.class,
            ConfigCommand.class,
            CheckCommand.class,
            LintCommand.class,
            GenerateCompletion.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pagesync demo",
            "  pagesync plan 'https://api.example.com/items?pageSize=100'",
            "  pagesync preview 'https://api.example.com/items' -n 3 --bearer-env TOKEN",
            "  pagesync load 'https://api.example.com/items?pageSize=500' --key id --to items.jsonl.gz",
            "",
            "Exit codes: 0 complete, 1 failed, 2 wrong usage or settings, 3 the collection changed meanwhile,",
            "4 something is missing, 130 and 143 interrupted."
        })
public final class Pagesync {
    private Pagesync() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Logs.configure(arguments);
        // By name: with LC_ALL=C the JDK's streams would write a question mark for every letter beyond ASCII.
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(commandLine().setOut(out).setErr(err).execute(arguments));
    }

    /** The command line with every command that is on the classpath. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Pagesync());
        // The sandbox and the demo are in a jar of their own, which production need not carry.
        ServiceLoader.load(CommandProvider.class)
                .forEach(provider -> provider.commands().forEach(commandLine::addSubcommand));
        Errors errors = new Errors();
        return withForms(commandLine)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }

    /** The same, with values read as settings and parameters are read. */
    static CommandLine withForms(CommandLine commandLine) {
        return commandLine
                .registerConverter(int.class, new FormText<>(Form.WHOLE))
                .registerConverter(double.class, new FormText<>(Form.NUMBER))
                .registerConverter(Duration.class, new FormText<>(Form.TIME))
                .registerConverter(LoadCommand.Per.class, new FormText<>(Form.word(LoadCommand.Per.class)))
                .registerConverter(Order.class, new FormText<>(Form.word(Order.class)))
                .registerConverter(Verify.class, new FormText<>(Form.word(Verify.class)))
                .registerConverter(OnPageFailure.class, new FormText<>(Form.word(OnPageFailure.class)));
    }
}
