package io.pagesync.cli;

import io.pagesync.cli.history.ApproveCommand;
import io.pagesync.cli.history.RefusedCommand;
import io.pagesync.cli.history.ResetCommand;
import io.pagesync.cli.history.RetryCommand;
import io.pagesync.cli.history.RunsCommand;
import io.pagesync.cli.history.StatusCommand;
import io.pagesync.cli.look.CheckCommand;
import io.pagesync.cli.look.DdlCommand;
import io.pagesync.cli.look.LintCommand;
import io.pagesync.cli.look.ListCommand;
import io.pagesync.cli.look.NotifyCommand;
import io.pagesync.cli.option.FormText;
import io.pagesync.cli.option.Version;
import io.pagesync.cli.progress.Logs;
import io.pagesync.cli.progress.OutputOptions;
import io.pagesync.cli.record.RecordCommand;
import io.pagesync.cli.remote.StopCommand;
import io.pagesync.cli.serve.ServeCommand;
import io.pagesync.cli.serve.WorkerCommand;
import io.pagesync.run.plan.Collection.End;
import io.pagesync.run.plan.Collection.OnDrift;
import io.pagesync.run.plan.Collection.OnPageFailure;
import io.pagesync.run.plan.Collection.Order;
import io.pagesync.run.plan.Collection.Verify;
import io.pagesync.run.plan.Partitioning.OnPartitionFailure;
import io.pagesync.settings.Form;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command {@code pagesync}. */
@Command(
        name = "pagesync",
        description = "Loads every page of a paginated REST API, in parallel, exactly at the rate it allows, and says"
                + " whether anything is missing.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  pagesync plan 'https://api.example.com/items?pageSize=100'",
            "  pagesync preview 'https://api.example.com/items' -n 3 --bearer-env TOKEN",
            "  pagesync load 'https://api.example.com/items?pageSize=500' --key id --to items.jsonl.gz",
            "",
            "Exit codes: 0 complete, 1 failed, 2 wrong usage or settings, 3 the collection changed meanwhile,",
            "4 something is missing, 5 running elsewhere, 6 all but records that a destination refused,",
            "7 complete, but deletes wait for pagesync approve, 8 complete, but changes wait to be sent,",
            "129 hung up, 130 and 143 interrupted."
        })
public final class Pagesync {
    /** In the order in which the help lists them. */
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("load", LoadCommand.class);
        COMMANDS.put("plan", PlanCommand.class);
        COMMANDS.put("preview", PreviewCommand.class);
        COMMANDS.put("probe", ProbeCommand.class);
        COMMANDS.put("record", RecordCommand.class);
        COMMANDS.put("run", RunCommand.class);
        COMMANDS.put("serve", ServeCommand.class);
        COMMANDS.put("worker", WorkerCommand.class);
        COMMANDS.put("runs", RunsCommand.class);
        COMMANDS.put("status", StatusCommand.class);
        COMMANDS.put("refused", RefusedCommand.class);
        COMMANDS.put("retry", RetryCommand.class);
        COMMANDS.put("stop", StopCommand.class);
        COMMANDS.put("approve", ApproveCommand.class);
        COMMANDS.put("reset", ResetCommand.class);
        COMMANDS.put("list", ListCommand.class);
        COMMANDS.put("config", ConfigCommand.class);
        COMMANDS.put("check", CheckCommand.class);
        COMMANDS.put("ddl", DdlCommand.class);
        COMMANDS.put("lint", LintCommand.class);
        COMMANDS.put("notify", NotifyCommand.class);
        COMMANDS.put("train", TrainCommand.class);
    }

    private Pagesync() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) throws InterruptedException {
        Thread logging = Logs.start(arguments);
        // By name: with LC_ALL=C the JDK's streams would write a question mark for every letter beyond ASCII.
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        requireReadable(arguments, err);
        CommandLine commandLine = commandLine(arguments).setOut(out).setErr(err);
        logging.join();
        ReaderWarmUp.begin(arguments);
        System.exit(commandLine.execute(arguments));
    }

    /** In the locale C, the JDK reads arguments as ASCII, and files of other names are out of its reach. */
    private static void requireReadable(String[] arguments, PrintWriter err) {
        String charset = System.getProperty("sun.jnu.encoding", "");
        for (String argument : arguments) {
            if (argument.indexOf('\uFFFD') >= 0 && !charset.equals("UTF-8")) {
                err.println("pagesync: the argument '" + argument + "' has letters that the locale's " + charset
                        + " lacks, so Java has lost them; set LC_ALL=C.UTF-8");
                System.exit(2);
            }
        }
    }

    /** The command line with every command that is on the classpath. */
    public static CommandLine commandLine() {
        CommandLine all = new CommandLine(new Pagesync());
        COMMANDS.values().forEach(all::addSubcommand);
        all.addSubcommand(HelpCommand.class).addSubcommand(CompletionCommand.class);
        // The sandbox and the demo are in a jar of their own, which production need not carry.
        ServiceLoader.load(CommandProvider.class)
                .forEach(provider -> provider.commands().forEach(all::addSubcommand));
        return prepared(all);
    }

    /** The same for these arguments: to read the annotations of all commands takes longer than to parse any line. */
    private static CommandLine commandLine(String[] arguments) {
        Class<?> asked = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
        return asked == null ? commandLine() : prepared(new CommandLine(new Pagesync()).addSubcommand(asked));
    }

    private static CommandLine prepared(CommandLine commandLine) {
        Errors errors = new Errors();
        return withForms(commandLine)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }

    /** The same, with values read as settings and parameters are read. */
    public static CommandLine withForms(CommandLine commandLine) {
        return commandLine
                .setDefaultValueProvider(new OptionDefaults())
                .registerConverter(int.class, new FormText<>(Form.WHOLE))
                .registerConverter(double.class, new FormText<>(Form.NUMBER))
                .registerConverter(Duration.class, new FormText<>(Form.TIME))
                .registerConverter(OutputOptions.Colour.class, new FormText<>(Form.word(OutputOptions.Colour.class)))
                .registerConverter(LoadCommand.Per.class, new FormText<>(Form.word(LoadCommand.Per.class)))
                .registerConverter(Order.class, new FormText<>(Form.word(Order.class)))
                .registerConverter(Verify.class, new FormText<>(Form.word(Verify.class)))
                .registerConverter(End.class, new FormText<>(Form.word(End.class)))
                .registerConverter(OnDrift.class, new FormText<>(Form.word(OnDrift.class)))
                .registerConverter(OnPartitionFailure.class, new FormText<>(Form.word(OnPartitionFailure.class)))
                .registerConverter(OnPageFailure.class, new FormText<>(Form.word(OnPageFailure.class)));
    }
}
