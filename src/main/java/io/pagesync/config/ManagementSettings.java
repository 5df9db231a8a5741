package io.pagesync.config;

import io.pagesync.settings.Declarations;
import io.pagesync.settings.Form;
import io.pagesync.settings.Given;
import io.pagesync.settings.SecretSource;
import io.pagesync.settings.Section;
import io.pagesync.settings.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The port on which {@code pagesync serve} shows metrics and health.
 *
 * @param port the port, 0 for any free one; negative if there is none
 * @param isSet whether somebody has set it
 * @param host the address to listen at
 * @param stuckAfter for how long nothing may move in a run; zero for any time
 * @param otlp where a collector of OpenTelemetry takes metrics, and how often it is sent them; null if it is not
 * @param token gives the token as it is now, by which a person may act; null if nobody may
 */
public record ManagementSettings(
        int port,
        boolean isSet,
        String host,
        Duration stuckAfter,
        @Nullable Otlp otlp,
        @Nullable Supplier<String> token) {
    /** A collector. */
    public record Otlp(URI url, Duration interval) {}

    private static final int OFF = -1;
    private static final Declarations ALL = new Declarations();

    private static final Setting<Integer> PORT = ALL.add(
            "port",
            Form.of(
                    "port",
                    "a port from 1 to 65535, 0 for any free one, or off",
                    text -> text.equals("off")
                            ? Optional.of(OFF)
                            : Form.integer(0, 65_535).find(text)),
            "9480",
            "The port of pagesync serve: its page, /api/v1, /metrics, /health, /health/live and /health/ready; 0 for any free one, or off."
                    + " Where the default is taken, serve says so and goes on without; a port that is set must be free.");
    private static final Setting<String> HOST = ALL.add(
            "host",
            Form.TEXT.where(text -> text.matches("[A-Za-z0-9.:-]{1,253}"), "an address or a host's name"),
            "127.0.0.1",
            "The address it listens at; 0.0.0.0 for all. Nobody logs in to read: whoever reaches it reads names of syncs and"
                    + " APIs, URLs without secrets, numbers and errors.");
    private static final Setting<Duration> STUCK_AFTER = ALL.add(
            "stuck-after",
            Form.TIME,
            "30m",
            "For how long nothing may move in a run that waits for nothing known, before /health/live fails; longer than the"
                    + " longest statement of a destination. 0s for never.");

    private static final Setting<URI> OTLP_URL = ALL.add(
            "otlp-url",
            Form.URL,
            "",
            "Where a collector of OpenTelemetry takes metrics by OTLP over HTTP, such as http://localhost:4318/v1/metrics:"
                    + " pagesync serve sends it what /metrics has. What it is to be told besides, the variables"
                    + " OTEL_EXPORTER_OTLP_HEADERS, OTEL_RESOURCE_ATTRIBUTES and OTEL_SERVICE_NAME say.");
    private static final Setting<Duration> OTLP_INTERVAL =
            ALL.add("otlp-interval", Form.time("1s"), "60s", "How often metrics are sent there.");

    private static final Setting<String> TOKEN = ALL.secret(
            "token",
            "The token by which one may act on the page and by REST: run, stop, retry, approve, reset; 16 characters or"
                    + " more. Without it, nobody may.",
            "A file with that token, read again for each look at one.");
    private static final int SHORTEST_TOKEN = 16;

    static final Section SECTION = new Section("pagesync.management.", "The management port of pagesync serve", ALL);

    static ManagementSettings read(Given given) {
        return new ManagementSettings(
                given.read(PORT),
                given.find(PORT).isPresent(),
                given.read(HOST),
                given.read(STUCK_AFTER),
                otlp(given),
                token(given));
    }

    private static @Nullable Otlp otlp(Given given) {
        Duration interval = given.read(OTLP_INTERVAL);
        return given.find(OTLP_URL).map(url -> new Otlp(url, interval)).orElse(null);
    }

    private static @Nullable Supplier<String> token(Given given) {
        SecretSource token = SecretSource.of(given, TOKEN.name());
        if (!token.isGiven()) {
            return null;
        }
        // Read once now: one that cannot be stops the start.
        given.attempt(token.setBy(), token::read)
                .filter(text -> text.length() < SHORTEST_TOKEN)
                .ifPresent(text -> given.wrong(
                        token.setBy(),
                        given.name(TOKEN.name()) + " has " + text.length() + " characters; it must have "
                                + SHORTEST_TOKEN + " or more, such as those of: openssl rand -hex 16"));
        return token::read;
    }

    /** Whether there is no such port. */
    public boolean isOff() {
        return port == OFF;
    }
}
