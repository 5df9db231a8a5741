package io.pagesync.sandbox;

import io.pagesync.recording.Recording;
import io.pagesync.sandbox.answer.Gate;
import io.pagesync.sandbox.answer.LogInAnswers;
import io.pagesync.sandbox.answer.Tokens;
import io.pagesync.sandbox.data.PackageCollection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A running imitation of the T3 API on 127.0.0.1, which remembers what it was asked. Safe for use by many threads.
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.start(SandboxSettings.builder().rateLimit(10).build())) {
 *     load(sandbox.baseUri().resolve("/v2/packages/active?licenseNumber=C11-0000001-LIC"));
 *     assertThat(sandbox.busiestSecond()).isLessThanOrEqualTo(10);
 * }
 * }</pre>
 */
public final class Sandbox implements AutoCloseable {
    private final LongSupplier age;
    private final LocalServer server;
    private final URI baseUri;
    private final Gate gate;
    private final Tokens tokens;
    private final LogInAnswers logIn;
    private final FaultPlan faults;
    private final @Nullable SandboxApi api;
    private final AccessLog log;
    private final String first;

    private Sandbox(SandboxSettings settings, LongSupplier nanoClock) throws IOException {
        long start = nanoClock.getAsLong();
        age = () -> nanoClock.getAsLong() - start;
        gate = new Gate(settings.rateLimit());
        tokens = new Tokens(settings.tokenLifetime(), nanoClock);
        logIn = new LogInAnswers(settings.credentials(), tokens);
        Recording replayed = settings.replay();
        faults = new FaultPlan(settings.faults(), settings.seed());
        api = replayed == null ? new SandboxApi(settings, faults, tokens, logIn) : null;
        Answering answering = api != null ? api : new Replay(Objects.requireNonNull(replayed), faults);
        first = settings.licences().get(0).number();
        log = new AccessLog(settings.accessLog());
        long latency = settings.latency().toNanos();
        server = new LocalServer(new SandboxHandler(age, latency, gate, answering, log));
        try {
            baseUri = server.listen(settings.port());
        } catch (IOException e) {
            log.close();
            throw e;
        }
    }

    /**
     * Starts a sandbox.
     *
     * @return the running sandbox, to be closed
     * @throws IOException if the port is taken or the access log cannot be written; the message is one sentence
     */
    public static Sandbox start(SandboxSettings settings) throws IOException {
        return start(settings, System::nanoTime);
    }

    /** Starts one whose rate limit, pauses, tokens and log go by the given clock; latencies do not. */
    static Sandbox start(SandboxSettings settings, LongSupplier nanoClock) throws IOException {
        return new Sandbox(settings, nanoClock);
    }

    /** Where it listens, such as {@code http://127.0.0.1:8480}; without a path. */
    public URI baseUri() {
        return baseUri;
    }

    /** Nanoseconds since it was started, as {@link LoggedRequest#startNanos} counts them. */
    public long ageNanos() {
        return age.getAsLong();
    }

    /** All requests answered so far, in the order they arrived; a snapshot. */
    public List<LoggedRequest> requests() {
        return log.requests();
    }

    /** The largest number of requests that were ever being answered at the same time. */
    public int maxInFlight() {
        return log.maxInFlight();
    }

    /** The largest number of arrivals in any sliding second, of the requests answered so far, refused ones included. */
    public int busiestSecond() {
        return log.busiestSecond();
    }

    /** How many log-ins got a token. */
    public int logIns() {
        return logIn.succeeded();
    }

    /** Ends all sessions: every token issued so far is refused from now on. */
    public void endSessions() {
        tokens.revokeAll();
    }

    /**
     * The collection of the first licence.
     *
     * @throws IllegalStateException if a recording is replayed
     */
    public PackageCollection collection() {
        return collection(first);
    }

    /**
     * The collection of a licence.
     *
     * @throws IllegalArgumentException if there is no such licence
     * @throws IllegalStateException if a recording is replayed
     */
    public PackageCollection collection(String licenseNumber) {
        if (api == null) {
            throw new IllegalStateException("A sandbox that replays a recording has no collection of its own");
        }
        PackageCollection found = api.collection(licenseNumber);
        if (found == null) {
            throw new IllegalArgumentException("There is no licence " + licenseNumber);
        }
        return found;
    }

    /** From now on these faults go wrong, in place of those before; requests that are being answered may meet either. */
    public void change(Faults others) {
        faults.change(others);
    }

    /**
     * Orders a pause, once, in place of one ordered before: after some more requests that pass the rate limit the next
     * one is answered 429 with {@code Retry-After}, and so is every other until the pause is over.
     *
     * @param requests how many still pass, from 0 up
     * @param length how long the pause lasts from the request that opens it, more than 0; Retry-After says what is left of
     *     it in whole seconds, rounded up
     */
    public void pauseAfter(long requests, Duration length) {
        if (requests < 0 || length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("a pause needs a number of requests from 0 up and a length above 0");
        }
        gate.pauseAfter(requests, length);
    }

    /**
     * When requests came inside the ordered pause, counted from the one that opened it, which is left out. Those already
     * on their way when it opened are among them; later ones came too early.
     */
    public List<Duration> pauseArrivals() {
        return gate.pauseArrivals();
    }

    /** Waits until the sandbox is closed by another thread. */
    public void awaitClose() throws InterruptedException {
        server.awaitClose();
    }

    /** Stops listening, cuts all connections and ends all threads; answers still due are not sent. */
    @Override
    public void close() {
        server.close();
        try {
            log.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
