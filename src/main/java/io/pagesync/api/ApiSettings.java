package io.pagesync.api;

import io.pagesync.InvalidSettingException;
import io.pagesync.config.Naming;
import io.pagesync.rate.Backoff;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What is configured of an API.
 *
 * @param name its name, {@code [a-z][a-z0-9]*}
 * @param baseUri scheme, host and port; without path, query, user
 * @param rateLimit requests a second, decimals allowed; 0 means no limit
 * @param concurrency how many requests may be in flight, 1 to 1000
 * @param attempts how often a page is asked for in all, 1 to 100
 * @param backoff the waits between attempts
 * @param maxPause the longest pause we sit out when the API asks for one; above it a run stops
 * @param limits how long and how large an answer may be
 * @param headers headers of every request that are no secrets
 * @param auth what proves who asks
 * @param transport proxy, certificates
 * @param names how whoever has set all this names it
 */
public record ApiSettings(
        String name,
        URI baseUri,
        double rateLimit,
        int concurrency,
        int attempts,
        Backoff backoff,
        Duration maxPause,
        AnswerLimits limits,
        Map<String, String> headers,
        Auth auth,
        Transport transport,
        Naming names) {

    /** The rate limit where none is named, in requests a second. */
    public static final double DEFAULT_RATE = 10;

    /** The concurrency where none is named. */
    public static final int DEFAULT_CONCURRENCY = 10;

    /** How often a page is asked for where nothing is named. */
    public static final int DEFAULT_ATTEMPTS = 3;

    /** The longest pause where none is named. */
    public static final Duration DEFAULT_MAX_PAUSE = Duration.ofMinutes(5);

    /** The highest rate: the pacer's slots get shorter than what a worker needs to wake up. */
    public static final double MOST_RATE = 10_000;

    /** Checks the ranges and copies the maps. */
    public ApiSettings {
        require(name.matches("[a-z][a-z0-9]*"), "the API's name", name, "a lower-case letter, then letters and digits");
        require(
                rateLimit >= 0 && rateLimit <= MOST_RATE,
                "the rate limit",
                rateLimit,
                "0 (no limit) to 10000 a second");
        require(rateLimit == 0 || rateLimit >= 0.001, "the rate limit", rateLimit, "0 (no limit), or 0.001 and above");
        require(concurrency >= 1 && concurrency <= 1000, "the concurrency", concurrency, "1 to 1000");
        require(attempts >= 1 && attempts <= 100, "the number of attempts", attempts, "1 to 100");
        require(!maxPause.isNegative(), "the longest pause", maxPause, "zero or more");
        headers = Map.copyOf(headers);
    }

    /** Settings that are named as files name them. */
    public ApiSettings(
            String name,
            URI baseUri,
            double rateLimit,
            int concurrency,
            int attempts,
            Backoff backoff,
            Duration maxPause,
            AnswerLimits limits,
            Map<String, String> headers,
            Auth auth,
            Transport transport) {
        this(
                name,
                baseUri,
                rateLimit,
                concurrency,
                attempts,
                backoff,
                maxPause,
                limits,
                headers,
                auth,
                transport,
                Naming.ofFiles(name));
    }

    /** Settings with every default. */
    public static ApiSettings of(String name, URI baseUri) {
        return new ApiSettings(
                name,
                baseUri,
                DEFAULT_RATE,
                DEFAULT_CONCURRENCY,
                DEFAULT_ATTEMPTS,
                Backoff.DEFAULT,
                DEFAULT_MAX_PAUSE,
                AnswerLimits.DEFAULT,
                Map.of(),
                Auth.none(),
                Transport.DIRECT);
    }

    /** The same, of an API that is elsewhere. */
    public ApiSettings at(URI elsewhere) {
        return new ApiSettings(
                name,
                elsewhere,
                rateLimit,
                concurrency,
                attempts,
                backoff,
                maxPause,
                limits,
                headers,
                auth,
                transport,
                names);
    }

    private static void require(boolean holds, String what, Object value, String range) {
        if (!holds) {
            throw new InvalidSettingException(what + " is " + value + "; it must be " + range);
        }
    }

    /**
     * How long and how large an answer may be.
     *
     * @param connect how long opening a connection may take
     * @param response how long the server may be silent, before its first byte and between any two
     * @param total how long an answer may take from request to last byte
     * @param bytes how large an answer may be, decompressed
     */
    public record AnswerLimits(Duration connect, Duration response, Duration total, long bytes) {
        /** 5 s, 30 s, 5 min, 64 MiB. */
        public static final AnswerLimits DEFAULT = new AnswerLimits(
                Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5), 64L * 1024 * 1024);
    }

    /**
     * The way to the API.
     *
     * @param proxy an HTTP proxy as {@code http://host:port}, empty for none
     * @param caFile a file of certificates in PEM to trust instead of the JDK's, empty for the JDK's
     * @param clientCertificate a file with the client's certificates and its private key (PKCS#8) in PEM, empty for none
     */
    public record Transport(Optional<URI> proxy, Optional<String> caFile, Optional<String> clientCertificate) {
        /** No proxy, the JDK's trust, no client certificate. */
        public static final Transport DIRECT = new Transport(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
