package io.pagesync.test;

import io.pagesync.InvalidSettingException;
import io.pagesync.recording.Origin;
import io.pagesync.recording.RecordedAnswer;
import io.pagesync.recording.RecordedRequest;
import io.pagesync.recording.Recording;
import io.pagesync.recording.RecordingFolder;
import io.pagesync.sandbox.Faults;
import io.pagesync.sandbox.LoggedRequest;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API on 127.0.0.1, for as long as one test lasts: a recording, pages that the test makes up, or an imitation. What goes
 * wrong with it may change while it serves. It asks for no log-in, unless an imitation is set to.
 *
 * <pre>{@code
 * ServedApi.madeUp()
 *         .get("/items?page=1", "{\"total\": 3, \"pageSize\": 2, \"data\": [{\"id\": 1}, {\"id\": 2}]}")
 *         .get("/items?page=2", "{\"total\": 3, \"pageSize\": 2, \"data\": [{\"id\": 3}]}");
 * }</pre>
 */
public final class ServedApi {
    private final SandboxSettings.@Nullable Builder imitation;
    private final @Nullable Recording recording;
    private final List<RecordedAnswer> madeUp = new ArrayList<>();
    private Faults faults = Faults.none();
    private double rateLimit;
    private @Nullable Sandbox running;

    private ServedApi(SandboxSettings.@Nullable Builder imitation, @Nullable Recording recording) {
        this.imitation = imitation;
        this.recording = recording;
    }

    /**
     * What {@code pagesync record} has written into a folder.
     *
     * @throws InvalidSettingException if there is no recording, or one that cannot be, in one sentence
     */
    public static ServedApi recorded(Path folder) {
        return new ServedApi(null, new RecordingFolder(folder).read());
    }

    /** Nothing yet: a request that none of the answers added is for gets a 404, which names the nearest one. */
    public static ServedApi madeUp() {
        return new ServedApi(null, null);
    }

    /** The imitation of {@code pagesync sandbox}; its faults and its rate are those that are said here. */
    public static ServedApi imitating(SandboxSettings.Builder settings) {
        return new ServedApi(settings, null);
    }

    /**
     * Adds a page to those made up: the first is page 1 for the faults, the next page 2.
     *
     * @param request path and query, encoded; {@code *} in place of a segment or a value stands for any
     * @param body JSON
     */
    public ServedApi get(String request, String body) {
        return answer("GET", request, null, 200, Map.of("Content-Type", "application/json"), body);
    }

    /**
     * The same to a POST.
     *
     * @param asked the JSON of the request; a text {@code "*"} in it stands for any
     */
    public ServedApi post(String request, String asked, String body) {
        return answer("POST", request, asked, 200, Map.of("Content-Type", "application/json"), body);
    }

    /**
     * Adds an answer to those made up.
     *
     * @param method such as {@code GET}
     * @param request path and query, encoded
     * @param asked the JSON of the request; null if that is not looked at
     * @param status from 200 to 599
     * @param headers of the answer, by name
     * @param body of the answer; may be empty
     * @throws InvalidSettingException if no request can be like this
     */
    public ServedApi answer(
            String method,
            String request,
            @Nullable String asked,
            int status,
            Map<String, String> headers,
            String body) {
        if (imitation != null || recording != null) {
            throw new IllegalStateException("Only an API that is made up takes answers; this one has its own");
        }
        requireNotStarted();
        int question = request.indexOf('?');
        RecordedRequest is = new RecordedRequest(
                method,
                question < 0 ? request : request.substring(0, question),
                question < 0 ? "" : request.substring(question + 1),
                asked);
        is.requireSound("answer " + (madeUp.size() + 1));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        madeUp.add(new RecordedAnswer(is, madeUp.size() + 1, status, headers, "", bytes));
        return this;
    }

    /** From now on this goes wrong, in place of what did before; {@link Faults#none()} ends it. */
    public ServedApi faults(Faults others) {
        faults = others;
        if (running != null) {
            running.change(others);
        }
        return this;
    }

    /**
     * More requests a second than this are refused by a 429; say the sync's own limit with {@link SyncExtension#set}.
     *
     * @param perSecond from 0.001 to 100,000; 0, the default, for no limit
     */
    public ServedApi rateLimit(double perSecond) {
        requireNotStarted();
        rateLimit = perSecond;
        return this;
    }

    /** Orders a pause by 429 and {@code Retry-After}, once, when so many more requests have been answered. */
    public void pauseAfter(long requests, Duration length) {
        running().pauseAfter(requests, length);
    }

    /** Where it listens, such as {@code http://127.0.0.1:8480}. */
    public URI baseUri() {
        return running().baseUri();
    }

    /** What it was asked since the test began, in the order of arrival; a snapshot. */
    public List<LoggedRequest> requests() {
        return running().requests();
    }

    /** The largest number of arrivals in any second, refused ones included. */
    public int busiestSecond() {
        return running().busiestSecond();
    }

    /** Starts it, if it does not run. */
    void start() {
        if (running != null) {
            return;
        }
        SandboxSettings.Builder settings =
                imitation == null ? SandboxSettings.builder().replay(answers()) : imitation;
        try {
            running = Sandbox.start(settings.faults(faults).rateLimit(rateLimit).build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it. */
    void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    private Recording answers() {
        return recording == null ? new Recording(new Origin(""), Set.of(), "", madeUp) : recording;
    }

    private Sandbox running() {
        start();
        return Objects.requireNonNull(running);
    }

    private void requireNotStarted() {
        if (running != null) {
            throw new IllegalStateException("The API serves already; say this before the first run");
        }
    }
}
