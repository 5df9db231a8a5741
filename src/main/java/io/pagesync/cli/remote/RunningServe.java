package io.pagesync.cli.remote;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.InvalidSettingException;
import io.pagesync.PagesyncException;
import io.pagesync.cli.progress.OutputOptions;
import io.pagesync.ledger.AlreadyRunningException;
import io.pagesync.page.Json;
import io.pagesync.report.OneLine;
import io.pagesync.report.ReportText;
import io.pagesync.report.RunReport;
import io.pagesync.report.Summary;
import io.pagesync.view.SyncFacts;
import io.pagesync.view.WorkerFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@code pagesync serve} that is running, asked by the REST interface of its management port. The token goes out only where
 * something is done, or keys of records are read.
 */
public final class RunningServe {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** It waits up to ten seconds for a run to open. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private static final int LONGEST_ANSWER = 32 << 20;
    private static final long LOOK_MILLIS = 500;
    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final URI base;
    private final @Nullable Supplier<String> token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    RunningServe(URI base, @Nullable Supplier<String> token) {
        this.base = base;
        this.token = token;
    }

    /** How all its syncs stand, by name. */
    public List<SyncFacts> syncs() {
        List<SyncFacts> all = new ArrayList<>();
        String after = "";
        do {
            JsonNode part = get("/syncs?limit=200&after=" + encoded(after));
            part.path("syncs").forEach(each -> all.add(facts(each, SyncFacts.class)));
            after = part.path("next").asText("");
        } while (!after.isEmpty());
        return all;
    }

    /** The processes of its cluster that deliver pages. */
    public List<WorkerFacts> workers() {
        List<WorkerFacts> all = new ArrayList<>();
        get("/workers").path("workers").forEach(each -> all.add(facts(each, WorkerFacts.class)));
        return all;
    }

    /** Has it run a sync, and waits for the run's end; answers with the exit code. */
    public int run(String sync, boolean fresh, boolean full, OutputOptions output, PrintWriter err) {
        return follow(act("/syncs/" + encoded(sync) + "/run", Map.of("fresh", fresh, "full", full)), sync, output, err);
    }

    /** Has it load what is missing of a run, and waits for the run's end; answers with the exit code. */
    public int retry(String run, boolean refused, OutputOptions output, PrintWriter err) {
        JsonNode done = act("/runs/" + encoded(run) + "/retry", Map.of("refused", refused));
        return follow(done, done.path("sync").asText(run), output, err);
    }

    /** Has it end a run early; answers with what it says of it. */
    public String stop(String run) {
        return said(act("/runs/" + encoded(run) + "/stop", Map.of()));
    }

    /** Has it forget the runs of a sync; answers with what it says of it. */
    public String reset(String sync) {
        return said(act("/syncs/" + encoded(sync) + "/reset", Map.of()));
    }

    /** Has it delete what waits for a person's word; answers with what it says of it. */
    public String approve(String run) {
        return said(act("/runs/" + encoded(run) + "/approve", Map.of()));
    }

    /** What of a run waits for a person's word: the sentences, each with the keys that it is about. */
    public List<Waiting> approvals(String run) {
        List<Waiting> all = new ArrayList<>();
        JsonNode answer = ask("GET", "/runs/" + encoded(run) + "/approvals", null, true);
        answer.path("approvals").forEach(each -> {
            List<String> keys = new ArrayList<>();
            each.path("keys").forEach(key -> keys.add(key.asText()));
            all.add(new Waiting(each.path("what").asText(), keys));
        });
        return all;
    }

    /**
     * Something that waits for a person's word.
     *
     * @param what it is, in one sentence
     * @param keys of the records that it is about, some of them if they are very many
     */
    public record Waiting(String what, List<String> keys) {
        /** Copies the list. */
        public Waiting {
            keys = List.copyOf(keys);
        }
    }

    private static String said(JsonNode done) {
        return OneLine.of(done.path("result").asText());
    }

    private int follow(JsonNode done, String sync, OutputOptions output, PrintWriter err) {
        String run = done.path("run").asText("");
        if (run.isEmpty()) {
            throw new PagesyncException(sync + ": " + said(done) + "; pagesync status --serve says how it stands");
        }
        output.tell(
                err,
                sync + " (run " + run + "): " + said(done) + " in the serve at " + base + "; Ctrl-C leaves it running,"
                        + " pagesync stop " + run + " --serve " + base + " ends it");
        long told = System.nanoTime();
        while (true) {
            JsonNode now = get("/runs/" + encoded(run));
            JsonNode ended = now.path("report");
            RunReport report = ended.isObject() ? ReportText.read(ended.toString()) : null;
            if (report != null) {
                output.print(report, err);
                return report.exitCode();
            }
            if (!now.path("state").asText().equals("running")) {
                throw new PagesyncException("run " + run + " of " + sync + " "
                        + now.path("state").asText("has no state")
                        + ": " + OneLine.of(now.path("reason").asText()));
            }
            if (System.nanoTime() - told >= TELL_NANOS) {
                told = System.nanoTime();
                output.tell(err, sync + ": " + where(now));
            }
            rest();
        }
    }

    private static String where(JsonNode run) {
        JsonNode live = run.path("live");
        int planned = live.path("plannedPages").asInt(0);
        String pages = String.format(
                Locale.ROOT, "%,d", live.path("pages").asInt(run.path("pages").asInt()));
        return pages + (planned == 0 ? " pages" : String.format(Locale.ROOT, " of %,d pages", planned)) + ", "
                + Summary.count(live.path("records").asLong(run.path("records").asLong()), "record", "records")
                + (live.isObject() ? ", " + live.path("rate").asText() + " requests/s" : "")
                + (live.has("why") ? "; " + OneLine.of(live.path("why").asText()) : "");
    }

    private static void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PagesyncException("interrupted while it waited", e);
        }
    }

    private JsonNode get(String path) {
        return ask("GET", path, null, false);
    }

    private JsonNode act(String path, Map<String, Boolean> options) {
        return ask("POST", path, OutputOptions.json(options), true);
    }

    private JsonNode ask(String method, String path, @Nullable String body, boolean secretly) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
                .timeout(ANSWER)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        Supplier<String> its = token;
        if (secretly && its != null) {
            request.header("Authorization", "Bearer " + its.get());
        }
        HttpResponse<InputStream> answer;
        byte[] bytes;
        try {
            answer = client.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                bytes = in.readNBytes(LONGEST_ANSWER);
            }
        } catch (IOException e) {
            throw new PagesyncException(
                    "no pagesync serve answers at " + base + " (" + reason(e) + "); start it, or name its address"
                            + " (--serve URL)",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PagesyncException("interrupted while it waited for the serve at " + base, e);
        }
        return understood(answer.statusCode(), bytes);
    }

    private static String reason(IOException error) {
        String message = error.getMessage();
        return message == null ? error.getClass().getSimpleName() : OneLine.of(message);
    }

    private JsonNode understood(int status, byte[] bytes) {
        JsonNode answer = json(bytes);
        if (answer == null || (status >= 300 && !answer.hasNonNull("detail"))) {
            throw new PagesyncException("what answers at " + base + " (status " + status
                    + ") is no pagesync serve; name its address (--serve URL)");
        }
        if (status < 300) {
            return answer;
        }
        String sentence =
                "the serve at " + base + ": " + OneLine.of(answer.path("detail").asText());
        if (answer.path("title").asText().equals(AlreadyRunningException.TITLE)) {
            throw AlreadyRunningException.told(sentence);
        }
        throw status == UNAUTHORIZED || status == FORBIDDEN || status == NOT_FOUND
                ? new InvalidSettingException(sentence)
                : new PagesyncException(sentence);
    }

    private static @Nullable JsonNode json(byte[] bytes) {
        try {
            JsonNode answer = Json.MAPPER.readTree(bytes);
            return answer != null && answer.isObject() ? answer : null;
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }

    private <T> T facts(JsonNode node, Class<T> type) {
        try {
            // One of another version may tell more.
            return Json.MAPPER
                    .readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(node);
        } catch (IOException e) {
            throw new PagesyncException(
                    "the serve at " + base + " is of another version, and tells its state otherwise", e);
        }
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
