package io.pagesync.config;

import io.pagesync.destination.WriteRetry;
import io.pagesync.jms.BrokerSettings;
import io.pagesync.settings.Declarations;
import io.pagesync.settings.Form;
import io.pagesync.settings.Given;
import io.pagesync.settings.SecretSource;
import io.pagesync.settings.Section;
import io.pagesync.settings.Setting;
import java.util.Optional;

/** The settings of the message broker: what there is, and how it is read. */
final class BrokerReader {
    private static final Declarations ALL = new Declarations();

    private static final Setting<String> URL = ALL.add(
            "url",
            Form.of("broker URL", "a broker's URL", Optional::of),
            "tcp://localhost:61616",
            "Where it listens: tcp://HOST:PORT, or (tcp://A:PORT,tcp://B:PORT) for several.");
    private static final Setting<String> USER =
            ALL.add("user", Form.TEXT, "", "The user; left out where the broker asks for none.");
    private static final Setting<String> PASSWORD =
            ALL.secret("password", "The user's password.", "A file with the password, read for each connection.");

    private static final RetrySettings RETRY = RetrySettings.in(
            ALL,
            "How often kamelet:queue-sink sends a page in all, 1 to 1000, after an error that may pass, such as a restart.");

    static final Section SECTION = new Section(
            "pagesync.jms.",
            "The message broker, an ActiveMQ Artemis: where queues are, unless the registry has a ConnectionFactory",
            ALL);

    private BrokerReader() {}

    static BrokerSettings read(Given given) {
        SecretSource password = SecretSource.of(given, PASSWORD.name());
        if (password.isGiven()) {
            // Read once now: one that cannot be stops the start.
            given.attempt(password.setBy(), password::read);
        }
        String user = given.find(USER).orElse(null);
        WriteRetry retry = RETRY.read(given);
        return given.attempt(URL.name(), () -> new BrokerSettings(given.read(URL), user, password::readIfGiven, retry))
                .orElseGet(() -> new BrokerSettings(URL.defaultValue(), user, password::readIfGiven, retry));
    }
}
