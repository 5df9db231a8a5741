package io.pagesync.settings;

import io.pagesync.InvalidSettingException;
import io.pagesync.jms.BrokerSettings;

/** Reads the settings of the message broker. */
public final class BrokerReader {
    private BrokerReader() {}

    /**
     * The broker.
     *
     * @throws InvalidSettingException naming the first setting that cannot be
     */
    public static BrokerSettings read(Values values) {
        Password password = new Password(values, Catalog.BROKER.prefix() + "password");
        // Read once now: one that cannot be stops the start.
        var unused = password.read();
        String user = values.text(Catalog.BROKER, "", "user");
        return new BrokerSettings(values.text(Catalog.BROKER, "", "url"), user.isEmpty() ? null : user, password::read);
    }
}
