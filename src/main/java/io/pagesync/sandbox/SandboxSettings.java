package io.pagesync.sandbox;

import io.pagesync.recording.Recording;
import io.pagesync.sandbox.answer.Credentials;
import io.pagesync.sandbox.data.Change;
import io.pagesync.sandbox.data.Licence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides how a sandbox behaves. Begin with {@link #builder()}.
 *
 * @param port on 127.0.0.1, up to 65535; 0, the default, for any free one
 * @param style how it pages; default {@link SandboxStyle#NUMBERS}
 * @param seed of records and faults; default 1
 * @param licences at least one, with different numbers; the changes happen to the first. Default:
 *     {@code C11-0000001-LIC} with 12,345 records and {@code C11-0000002-LIC} with a tenth of them
 * @param pageSizeCap the largest page size granted, from 1 to 10,000; default 500
 * @param retrievedAtVaries whether {@code retrievedAt} is the time of the answer, as it is by default, or constant
 * @param credentials who may log in; default {@link Credentials#DEMO}
 * @param authRequired whether licences and pages need a token; default false
 * @param tokenLifetime how long a token is valid; default 24 hours, more than 0, at most 365 days
 * @param rateLimit requests a second, from 0.001 to 100,000, log-ins and all others together: at most so many arrivals in
 *     any sliding second, with 20 ms of grace; below 1 one in any 1 / rate seconds. What is refused with 429 does not
 *     count. 0, the default, for no limit
 * @param latency by which every answer comes later, from 0 to 10 minutes; default 0
 * @param faults what goes wrong; default nothing
 * @param changes what changes while pages are read; default nothing
 * @param replay a recording whose answers are served in place of an imitation; null, the default, for none. Style, licences,
 *     page size cap, log-ins and changes count for nothing then
 * @param accessLog a file to which a line is written for every request; null, the default, for none
 */
public record SandboxSettings(
        int port,
        SandboxStyle style,
        long seed,
        List<Licence> licences,
        int pageSizeCap,
        boolean retrievedAtVaries,
        Credentials credentials,
        boolean authRequired,
        Duration tokenLifetime,
        double rateLimit,
        Duration latency,
        Faults faults,
        List<Change> changes,
        @Nullable Recording replay,
        @Nullable Path accessLog) {
    private static final Duration MAX_DELAY = Duration.ofMinutes(10);
    private static final Duration MAX_LIFETIME = Duration.ofDays(365);

    /** Refuses what is out of range, in one sentence that names it. */
    public SandboxSettings {
        licences = List.copyOf(licences);
        changes = List.copyOf(changes);
        check(port >= 0 && port <= 65_535, "port must be from 0 to 65535, not " + port);
        check(
                !licences.isEmpty()
                        && licences.size()
                                == licences.stream()
                                        .map(Licence::number)
                                        .distinct()
                                        .count(),
                "there must be at least one licence, and no number twice");
        check(pageSizeCap >= 1 && pageSizeCap <= 10_000, "page size cap must be from 1 to 10000, not " + pageSizeCap);
        check(
                tokenLifetime.compareTo(Duration.ZERO) > 0 && tokenLifetime.compareTo(MAX_LIFETIME) <= 0,
                "token lifetime must be more than 0 and at most 365 days, not " + tokenLifetime);
        check(
                rateLimit == 0 || (rateLimit >= 0.001 && rateLimit <= 100_000),
                "rate must be from 0.001 to 100000 requests a second, or 0 for no limit, not " + rateLimit);
        delay("latency", latency);
    }

    /** Settings with all defaults, to be changed. */
    public static Builder builder() {
        return new Builder();
    }

    static void delay(String name, Duration value) {
        check(
                !value.isNegative() && value.compareTo(MAX_DELAY) <= 0,
                name + " must be from 0 to 600000 ms, not " + value.toMillis());
    }

    private static void check(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Collects settings; each method returns this builder. What is out of range is refused by {@link #build()}. */
    public static final class Builder {
        private int port;
        private SandboxStyle style = SandboxStyle.NUMBERS;
        private long seed = 1;
        private List<Licence> licences = demoLicences(12_345);
        private int pageSizeCap = 500;
        private boolean retrievedAtVaries = true;
        private Credentials credentials = Credentials.DEMO;
        private boolean authRequired;
        private Duration tokenLifetime = Duration.ofHours(24);
        private double rateLimit;
        private Duration latency = Duration.ZERO;
        private Faults faults = Faults.none();
        private List<Change> changes = List.of();
        private @Nullable Recording replay;
        private @Nullable Path accessLog;

        private Builder() {}

        /** The port, 0 for any free one. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** How it pages. */
        public Builder style(SandboxStyle value) {
            style = value;
            return this;
        }

        /** The seed of records and faults. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /** The records of the first of the two default licences; the second has a tenth of them. */
        public Builder records(int value) {
            licences = demoLicences(value);
            return this;
        }

        /** Other licences than the two default ones. */
        public Builder licences(List<Licence> value) {
            licences = List.copyOf(value);
            return this;
        }

        /** The largest page size granted. */
        public Builder pageSizeCap(int value) {
            pageSizeCap = value;
            return this;
        }

        /** Whether {@code retrievedAt} is the time of the answer. */
        public Builder retrievedAtVaries(boolean value) {
            retrievedAtVaries = value;
            return this;
        }

        /** Who may log in. */
        public Builder credentials(Credentials value) {
            credentials = value;
            return this;
        }

        /** Whether licences and pages need a token. */
        public Builder authRequired(boolean value) {
            authRequired = value;
            return this;
        }

        /** How long a token is valid. */
        public Builder tokenLifetime(Duration value) {
            tokenLifetime = value;
            return this;
        }

        /** Requests a second, 0 for no limit. */
        public Builder rateLimit(double value) {
            rateLimit = value;
            return this;
        }

        /** By how much every answer comes later. */
        public Builder latency(Duration value) {
            latency = value;
            return this;
        }

        /** What goes wrong. */
        public Builder faults(Faults value) {
            faults = value;
            return this;
        }

        /** What changes while pages are read. */
        public Builder changes(Change... value) {
            changes = List.of(value);
            return this;
        }

        /** A recording to be served, null for none. */
        public Builder replay(@Nullable Recording value) {
            replay = value;
            return this;
        }

        /** A file for a line a request, null for none. */
        public Builder accessLog(@Nullable Path value) {
            accessLog = value;
            return this;
        }

        /** The settings, or IllegalArgumentException with one sentence about what is out of range. */
        public SandboxSettings build() {
            return new SandboxSettings(
                    port,
                    style,
                    seed,
                    licences,
                    pageSizeCap,
                    retrievedAtVaries,
                    credentials,
                    authRequired,
                    tokenLifetime,
                    rateLimit,
                    latency,
                    faults,
                    changes,
                    replay,
                    accessLog);
        }

        private static List<Licence> demoLicences(int records) {
            return List.of(
                    new Licence("C11-0000001-LIC", "Sandbox Cultivation", records),
                    new Licence("C11-0000002-LIC", "Sandbox Retail", records / 10));
        }
    }
}
