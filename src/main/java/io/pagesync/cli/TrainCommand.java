package io.pagesync.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pagesync.cli.progress.SyncRun;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;

/**
 * {@code pagesync train}: short loads from a server of its own on loopback, into a file and into a table. The launcher runs it
 * once for each Java, to keep the classes it loads in an archive that later starts map into memory: measured on JDK 17, that
 * halves the CPU time of a start.
 */
@Command(name = "train", hidden = true, description = "Loads two pages, for the launcher's archive of classes.")
final class TrainCommand implements Callable<Integer> {
    private static final PrintWriter NOWHERE = new PrintWriter(PrintWriter.nullWriter());
    private static final int RECORDS = 150;
    private static final int PAGE_SIZE = 100;
    private static final Pattern PAGE = Pattern.compile("(?:^|&)page=(\\d+)");

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("pagesync");
        Path file = folder.resolve("train.jsonl");
        Path database = folder.resolve("train.db");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/items", TrainCommand::answer);
        server.start();
        try {
            String url = "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                    + server.getAddress().getPort();
            int code = Pagesync.commandLine()
                    .setOut(NOWHERE)
                    .setErr(NOWHERE)
                    .execute(
                            "load",
                            url + "/items?pageSize=" + PAGE_SIZE,
                            "--key",
                            "id",
                            "--rate",
                            "0",
                            "--json",
                            "--to",
                            file.toString());
            return Math.max(code, table(url, "jdbc:sqlite:" + database));
        } finally {
            server.stop(0);
            for (Path each : List.of(file, database, folder)) {
                Files.deleteIfExists(each);
            }
        }
    }

    private static int table(String url, String database) {
        return SyncRun.apart(
                "train",
                "classpath:io/pagesync/camel/boot/library.properties",
                "classpath:io/pagesync/cli/train.camel.yaml",
                Map.of(
                        "pagesync.api.train.base-url",
                        url,
                        "pagesync.api.train.rate-limit",
                        "0",
                        "pagesync.datasource.main.url",
                        database,
                        "pagesync.ledger.data-source",
                        "main"),
                NOWHERE);
    }

    /** A page of the collection; a page behind the last one is empty. */
    private static void answer(HttpExchange exchange) throws IOException {
        Matcher asked = PAGE.matcher(exchange.getRequestURI().getQuery());
        int page = asked.find() ? Integer.parseInt(asked.group(1)) : 1;
        String records = IntStream.rangeClosed((page - 1) * PAGE_SIZE + 1, Math.min(page * PAGE_SIZE, RECORDS))
                .mapToObj(id -> "{\"id\":" + id + ",\"label\":\"Item " + id + "\",\"quantity\":1." + id
                        + ",\"isOpen\":true,\"changedAt\":\"2026-01-01T00:00:00Z\"}")
                .collect(Collectors.joining(","));
        byte[] body = ("{\"data\":[" + records + "],\"page\":" + page + ",\"pageSize\":" + PAGE_SIZE + ",\"total\":"
                        + RECORDS + "}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
