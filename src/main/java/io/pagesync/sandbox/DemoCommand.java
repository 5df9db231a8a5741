package io.pagesync.sandbox;

import io.pagesync.cli.Pagesync;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pagesync demo}: the main job, on an API of its own. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Starts the sandbox and loads its 12,345 packages at its limit of 10 requests a second.")
public final class DemoCommand implements Callable<Integer> {
    private static final String LICENCE = "C11-0000001-LIC";

    @Option(
            names = "--records",
            defaultValue = "12345",
            description = "How many packages there are (${DEFAULT-VALUE}).")
    private int records;

    @Option(names = "--rate", defaultValue = "10", description = "The sandbox's limit, and ours (${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--to", defaultValue = "data/packages.jsonl", description = "The file (${DEFAULT-VALUE}).")
    private String to = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter err = command.commandLine().getErr();
        SandboxSettings settings =
                SandboxSettings.builder().records(records).rateLimit(rate).build();
        try (Sandbox sandbox = Sandbox.start(settings)) {
            String limit = BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString();
            String url =
                    sandbox.baseUri() + "/v2/packages/active?licenseNumber=" + LICENCE + "&pageSize=100&sort=id:asc";
            err.println("An API of " + String.format(Locale.ROOT, "%,d", records)
                    + " packages listens on this machine; it refuses more than " + limit + " requests a second.");
            err.println("pagesync load '" + url + "' --key id --verify bracketed --rate " + limit + " --to " + to);
            err.println();
            err.flush();
            int code = Pagesync.commandLine()
                    .setOut(command.commandLine().getOut())
                    .setErr(err)
                    .execute("load", url, "--key", "id", "--verify", "bracketed", "--rate", limit, "--to", to);
            if (code == 0) {
                long refused = sandbox.requests().stream()
                        .filter(r -> r.status() == 429)
                        .count();
                tell(err, sandbox.requests().size(), refused);
            }
            return code;
        }
    }

    private void tell(PrintWriter err, int requests, long refused) throws IOException {
        long lines;
        try (var file = Files.lines(Path.of(to), StandardCharsets.UTF_8)) {
            lines = file.count();
        }
        err.println();
        err.println(String.format(
                Locale.ROOT,
                "The API counted %,d requests and refused %,d. %s has %,d lines, one a package.",
                requests,
                refused,
                to,
                lines));
        err.println("Next: run  pagesync sandbox  in another terminal and try the commands it prints,");
        err.println("      or point  pagesync plan URL  at an API of yours.");
        err.flush();
    }
}
