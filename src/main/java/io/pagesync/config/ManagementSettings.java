package io.pagesync.config;

import io.pagesync.settings.Declarations;
import io.pagesync.settings.Form;
import io.pagesync.settings.Given;
import io.pagesync.settings.Section;
import io.pagesync.settings.Setting;
import java.time.Duration;
import java.util.Optional;

/**
 * The port on which {@code pagesync serve} shows metrics and health.
 *
 * @param port the port, 0 for any free one; negative if there is none
 * @param isSet whether somebody has set it
 * @param host the address to listen at
 * @param stuckAfter for how long nothing may move in a run; zero for any time
 */
public record ManagementSettings(int port, boolean isSet, String host, Duration stuckAfter) {
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
            "The port of /metrics, /health, /health/live and /health/ready of pagesync serve; 0 for any free one, or off."
                    + " Where the default is taken, serve says so and goes on without; a port that is set must be free.");
    private static final Setting<String> HOST = ALL.add(
            "host",
            Form.TEXT.where(text -> text.matches("[A-Za-z0-9.:-]{1,253}"), "an address or a host's name"),
            "127.0.0.1",
            "The address it listens at; 0.0.0.0 for all. There is no log-in: whoever reaches it reads names of syncs and"
                    + " APIs, and numbers.");
    private static final Setting<Duration> STUCK_AFTER = ALL.add(
            "stuck-after",
            Form.TIME,
            "30m",
            "For how long nothing may move in a run that waits for nothing known, before /health/live fails; longer than the"
                    + " longest statement of a destination. 0s for never.");

    static final Section SECTION = new Section("pagesync.management.", "The management port of pagesync serve", ALL);

    static ManagementSettings read(Given given) {
        return new ManagementSettings(
                given.read(PORT), given.find(PORT).isPresent(), given.read(HOST), given.read(STUCK_AFTER));
    }

    /** Whether there is no such port. */
    public boolean isOff() {
        return port == OFF;
    }
}
