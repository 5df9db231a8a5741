package io.pagesync.api;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.budget.Budget;
import io.pagesync.api.credential.Auth;
import io.pagesync.api.rule.AnswerRule;
import io.pagesync.rate.Backoff;
import io.pagesync.settings.Naming;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is configured of an API.
 *
 * @param name its name, {@code [a-z][a-z0-9]*}
 * @param baseUri scheme, host and port; without path, query, user
 * @param rateLimit requests a second, decimals allowed, the share of others taken off; 0 means no limit
 * @param budget what may be asked of it beside the rate
 * @param concurrency how many requests may be in flight, 1 to 1000
 * @param attempts how often a page is asked for in all, 1 to 100
 * @param backoff the waits between attempts
 * @param maxPause the longest pause we sit out when the API asks for one, or a limit is used up; above it a run stops
 * @param rules what some of its answers mean, in the order in which they are looked at
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
        Budget budget,
        int concurrency,
        int attempts,
        Backoff backoff,
        Duration maxPause,
        List<AnswerRule> rules,
        AnswerLimits limits,
        Map<String, String> headers,
        Auth auth,
        Transport transport,
        Naming names) {

    /** The highest rate: the pacer's slots get shorter than what a worker needs to wake up. */
    public static final double MOST_RATE = 10_000;

    /** Checks the name and copies what it is given. */
    public ApiSettings {
        requireName(name);
        headers = Map.copyOf(headers);
        rules = List.copyOf(rules);
    }

    /**
     * Checks an API's name.
     *
     * @throws InvalidSettingException if it can be none
     */
    public static void requireName(String name) {
        if (!name.matches("[a-z][a-z0-9]*")) {
            throw new InvalidSettingException(
                    "the API's name is " + name + "; it must be a lower-case letter, then letters and digits");
        }
    }

    /** Settings that are named as files name them, without a budget beside the rate and without rules. */
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
                Budget.NONE,
                concurrency,
                attempts,
                backoff,
                maxPause,
                List.of(),
                limits,
                headers,
                auth,
                transport,
                Naming.ofFiles(name));
    }

    /** The same, of an API that is elsewhere. */
    public ApiSettings at(URI elsewhere) {
        return new ApiSettings(
                name,
                elsewhere,
                rateLimit,
                budget,
                concurrency,
                attempts,
                backoff,
                maxPause,
                rules,
                limits,
                headers,
                auth,
                transport,
                names);
    }

    /**
     * How long and how large an answer may be.
     *
     * @param connect how long opening a connection may take
     * @param response how long the server may be silent, before its first byte and between any two
     * @param total how long an answer may take from request to last byte
     * @param bytes how large an answer may be, decompressed
     */
    public record AnswerLimits(Duration connect, Duration response, Duration total, long bytes) {}

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
