package io.pagesync.settings;

import io.pagesync.InvalidSettingException;
import io.pagesync.config.Form;
import io.pagesync.database.DatabaseSettings;

/** Reads the settings of one data source. */
public final class DataSourceReader {
    private DataSourceReader() {}

    /**
     * The data source of this name; {@code main} is there without any setting.
     *
     * @throws InvalidSettingException naming the first setting that cannot be
     */
    public static DatabaseSettings read(Values values, String name) {
        Section section = Catalog.DATA_SOURCE;
        Password password = new Password(values, section.key(name, "password"));
        // Read once now: one that cannot be stops the start.
        var unused = password.read();
        return new DatabaseSettings(
                name,
                values.text(section, name, "url"),
                values.find(section, name, "user", Form.TEXT).orElse(null),
                password::read,
                values.read(section, name, "connections", Form.integer(1, 100)),
                values.read(section, name, "timeout", Form.time("250ms")));
    }
}
