package io.pagesync.cli;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pagesync.testing.HostileServer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM to a process of its own, whatever the other side does: it ends within its time, and says what it has. */
final class EndSignalTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    /** Ten seconds, and five for a busy machine. */
    private static final Duration ALLOWED = Duration.ofSeconds(15);

    @TempDir
    private Path folder = Path.of("");

    /** What a server does instead of an answer. */
    enum Fault {
        ENDLESS_INTERIM_ANSWERS,
        HALF_OPEN,
        LONG_PAUSE;

        boolean answer(HostileServer.Connection connection) throws IOException, InterruptedException {
            switch (this) {
                case ENDLESS_INTERIM_ANSWERS -> connection.drip("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
                case HALF_OPEN -> connection.beSilent();
                case LONG_PAUSE -> {
                    connection.write(
                            "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n");
                    return true;
                }
            }
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource
    void signal_whateverTheServerDoes_endsTheLoadWithItsVerdict(Fault fault) throws Exception {
        try (HostileServer server = HostileServer.start(fault::answer);
                CommandProcess load =
                        start(Map.of(), "load", server.baseUri() + "/items", "--max-pause", "2h", "--rate", "0")) {
            endAfterARequest(server, load);

            assertThat(load.err())
                    .contains("FAILED     0 records", "stopped    interrupted\n")
                    .doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "preview"})
    void signal_whileTheServerIsSilent_endsALook(String command) throws Exception {
        try (HostileServer server = HostileServer.start(Fault.HALF_OPEN::answer);
                CommandProcess look = start(Map.of(), command, server.baseUri() + "/items")) {
            endAfterARequest(server, look);
        }
    }

    @Test
    void signal_whileTheServerIsSilent_endsACheck() throws Exception {
        packages()
                .steps("- to: { uri: kamelet:jsonl-sink, parameters: { file: items.jsonl } }")
                .write(folder);
        try (HostileServer server = HostileServer.start(Fault.HALF_OPEN::answer);
                CommandProcess check = CommandProcess.start(
                        folder,
                        Redirect.DISCARD,
                        Map.of("PAGESYNC_API_T3_BASE_URL", server.baseUri().toString()),
                        List.of("-Dpagesync.home=" + folder),
                        "check")) {
            endAfterARequest(server, check);
        }
    }

    /** It takes connections and says nothing, as a server behind a firewall that drops packets. */
    @Test
    void signal_whileTheDatabaseIsSilent_endsTheLoadWithItsVerdict() throws Exception {
        packages()
                .with("key", "id")
                .steps("- to: { uri: kamelet:database-sink, parameters: { table: items } }")
                .write(folder);
        try (HostileServer server = HostileServer.start(HostileServer::behave);
                ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                CommandProcess load = CommandProcess.start(
                        folder,
                        Redirect.DISCARD,
                        Map.of(
                                "PAGESYNC_API_T3_BASE_URL",
                                server.baseUri().toString(),
                                "PAGESYNC_LEDGER_DATA_SOURCE",
                                "memory",
                                "PAGESYNC_DATASOURCE_MAIN_URL",
                                "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/x"),
                        List.of("-Dpagesync.home=" + folder),
                        "run",
                        "packages")) {
            silent.setSoTimeout((int) LONG.toMillis());
            try (Socket connection = silent.accept()) {
                assertThat(connection.isConnected()).isTrue();
                endAfterARequest(server, load);
            }

            assertThat(load.err())
                    .contains("FAILED     0 of 1 records in 0 of 1 pages of packages\n")
                    .contains("pagesync: a destination takes nothing any more");
        }
    }

    /** The ledger is asked before anything else, so there is no run yet whose verdict could be said. */
    @Test
    void signal_whileTheLedgerIsSilent_endsTheRunWithASentence() throws Exception {
        packages().with("key", "id").steps("- log: { message: a page }").write(folder);
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                CommandProcess run = withLedgerIn(silent, "run", "packages")) {
            endWhen(run, () -> opensARun(run));

            assertThat(run.err())
                    .contains("pagesync: the ledger gives no answer; no run was opened\n")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void signal_whileTheLedgerIsSilent_endsServeWithinItsTimeWithASentence() throws Exception {
        packages()
                .with("key", "id")
                .with("schedule", "0/1 * * * * ?")
                .steps("- log: { message: a page }")
                .write(folder);
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                CommandProcess serve = withLedgerIn(silent, "serve")) {
            endWhen(serve, () -> opensARun(serve));

            assertThat(serve.err())
                    .contains("pagesync: what is in flight does not end: no run is open")
                    .doesNotContain("\tat ");
        }
    }

    /** Started with its ledger in a database that takes connections and says nothing, and has been asked for one. */
    private CommandProcess withLedgerIn(ServerSocket silent, String... arguments) throws IOException {
        return CommandProcess.start(
                folder,
                Redirect.DISCARD,
                Map.of(
                        "PAGESYNC_API_T3_BASE_URL",
                        "http://127.0.0.1:9",
                        "PAGESYNC_SHUTDOWN_TIMEOUT",
                        "6s",
                        "PAGESYNC_DATASOURCE_MAIN_URL",
                        "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/x"),
                List.of("-Dpagesync.home=" + folder),
                arguments);
    }

    /** Whether a run of it waits for the ledger. */
    private static boolean opensARun(CommandProcess process) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        assumeTrue(Files.exists(jcmd));
        Process asked = new ProcessBuilder(
                        jcmd.toString(), Long.toString(process.process().pid()), "Thread.print")
                .redirectErrorStream(true)
                .start();
        String stacks = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        asked.waitFor();
        return stacks.contains("DatabaseLedger.open(");
    }

    private CommandProcess start(Map<String, String> environment, String... arguments) throws IOException {
        return CommandProcess.start(folder, Redirect.DISCARD, environment, List.of(), arguments);
    }

    private static void endAfterARequest(HostileServer server, CommandProcess process) throws Exception {
        endWhen(process, () -> server.requests() > 0);
    }

    private static void endWhen(CommandProcess process, Callable<Boolean> moment) throws Exception {
        assumeFalse(process.ignores(15));
        await().until(() -> {
            assertThat(process.process().isAlive()).as(process::err).isTrue();
            return moment.call();
        });
        long start = System.nanoTime();
        process.signal("TERM");
        assertThat(process.exitCode()).as(process::err).isEqualTo(143);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ALLOWED);
    }
}
