package io.pagesync.sandbox.command;

import io.pagesync.cli.progress.SyncRun;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pagesync demo}: the example that is shipped, with an API, a database and a broker of its own. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs the example, routes/packages.camel.yaml as it is shipped, on an API of 12,345 packages that"
                + " allows 10 requests a second, into a table and a queue. All of it is in this process; what stays is"
                + " data/demo.db.")
public final class DemoCommand implements Callable<Integer> {
    private static final String SHIPPED = "classpath:io/pagesync/sandbox/";
    private static final String SYNC = "packages";
    /** What the API gives at once, whatever the sync asks for, so that there are pages to watch. */
    private static final int PAGE_SIZE = 100;

    private static final List<String> QUERIES = List.of(
            "SELECT locationName, count(*), sum(isOnHold) FROM packages GROUP BY locationName",
            "SELECT run, count(*), sum(records) FROM pagesync_marks GROUP BY run");

    @Option(
            names = "--records",
            defaultValue = "12345",
            description = "How many packages there are (${DEFAULT-VALUE}).")
    private int records;

    @Option(names = "--rate", defaultValue = "10", description = "The sandbox's limit, and ours (${DEFAULT-VALUE}).")
    private double rate;

    @Spec
    private @Nullable CommandSpec spec;

    private final Path database;
    private final Path overflow;

    /** The demo, with its files in the folder {@code data}. */
    public DemoCommand() {
        this(Path.of("data"));
    }

    /** The demo, with its files in that folder. */
    DemoCommand(Path folder) {
        database = folder.resolve("demo.db");
        overflow = folder.resolve("demo-broker");
    }

    /** The database as a setting names it: what is relative there is below the installation. */
    private Path place() {
        Path home = Path.of(System.getProperty("pagesync.home", "")).toAbsolutePath();
        return home.equals(Path.of("").toAbsolutePath()) ? database : database.toAbsolutePath();
    }

    /** Runs it; the exit code is that of {@code pagesync run}. */
    @Override
    public Integer call() throws IOException, SQLException {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter err = command.commandLine().getErr();
        try (Sandbox sandbox = Sandbox.start(settings(command));
                DemoBroker broker = DemoBroker.start(SYNC, overflow)) {
            String limit = BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString();
            say(
                    err,
                    "An API of %,d packages listens on this machine; it gives %d at once and %s.",
                    records,
                    PAGE_SIZE,
                    rate == 0 ? "knows no rate limit" : "refuses more than " + limit + " requests a second");
            say(err, "This is what  pagesync run packages  does with it:");
            say(err, "");
            int code = SyncRun.apart(
                    SYNC,
                    SHIPPED + "demo.properties",
                    SHIPPED + "packages.camel.yaml",
                    Map.of(
                            "pagesync.api.t3.base-url",
                            sandbox.baseUri().toString(),
                            "pagesync.api.t3.rate-limit",
                            limit,
                            "pagesync.datasource.main.url",
                            "jdbc:sqlite:" + place(),
                            "pagesync.jms.url",
                            broker.url()),
                    err);
            if (code == 0) {
                tell(err, sandbox, broker);
            }
            return code;
        }
    }

    private SandboxSettings settings(CommandSpec command) {
        try {
            return SandboxSettings.builder()
                    .records(records)
                    .rateLimit(rate)
                    .pageSizeCap(PAGE_SIZE)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "demo: " + e.getMessage());
        }
    }

    private void tell(PrintWriter err, Sandbox sandbox, DemoBroker broker) throws SQLException {
        DemoTable table = new DemoTable(database);
        say(err, "");
        say(
                err,
                "The API counted %,d requests and refused %,d. There are %,d rows in the table, %,d messages in the queue.",
                sandbox.requests().size(),
                sandbox.requests().stream().filter(r -> r.status() == 429).count(),
                Long.parseLong(table.query("SELECT count(*) FROM packages").get(0)),
                broker.messages());
        say(err, "Two queries to try, packages by location and pages by run, with what they give now:");
        for (String query : QUERIES) {
            say(err, "");
            say(err, "  sqlite3 %s '%s'", database, query);
            table.query(query).forEach(row -> say(err, "  %s", row));
        }
        say(err, "");
        say(err, "Run it again: no row changes. Then look at routes/packages.camel.yaml, or point  pagesync plan URL");
        say(err, "at an API of yours.");
    }

    private static void say(PrintWriter err, String format, Object... values) {
        err.println(String.format(Locale.ROOT, format, values));
        err.flush();
    }
}
