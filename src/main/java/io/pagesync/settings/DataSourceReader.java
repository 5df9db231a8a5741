package io.pagesync.settings;

import io.pagesync.InvalidSettingException;
import io.pagesync.database.DatabaseSettings;
import java.util.Optional;

/** Reads the settings of one data source. */
public final class DataSourceReader {
    private final Values values;
    private final String name;

    private DataSourceReader(Values values, String name) {
        this.values = values;
        this.name = name;
    }

    /**
     * The data source of this name; {@code main} is there without any setting.
     *
     * @throws InvalidSettingException naming the first setting that cannot be
     */
    public static DatabaseSettings read(Values values, String name) {
        DataSourceReader reader = new DataSourceReader(values, name);
        Password password = new Password(values, reader.full("password"));
        // Read once now: one that cannot be stops the start.
        var unused = password.read();
        return new DatabaseSettings(
                name,
                reader.text("url"),
                reader.optional("user").orElse(null),
                password::read,
                Parse.integer(reader.full("connections"), reader.text("connections"), 1, 100),
                Parse.time(reader.full("timeout"), reader.text("timeout")));
    }

    private Optional<String> optional(String setting) {
        return Optional.of(text(setting)).filter(text -> !text.isEmpty());
    }

    private String text(String setting) {
        return values.text(Catalog.DATA_SOURCE, name, setting);
    }

    private String full(String setting) {
        return Catalog.DATA_SOURCE.prefix().replace("<name>", name) + setting;
    }
}
