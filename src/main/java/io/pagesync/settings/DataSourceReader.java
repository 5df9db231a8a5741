package io.pagesync.settings;

import io.pagesync.InvalidSettingException;
import io.pagesync.database.DatabaseSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
        return new DatabaseSettings(
                name,
                reader.text("url"),
                reader.optional("user").orElse(null),
                reader.password(),
                Parse.integer(reader.full("connections"), reader.text("connections"), 1, 100),
                Parse.time(reader.full("timeout"), reader.text("timeout")));
    }

    private Supplier<@Nullable String> password() {
        String key = full("password");
        Optional<Values.Value> direct = values.find(key);
        if (direct.isPresent()) {
            if (!direct.get().source().startsWith("environment")) {
                throw new InvalidSettingException(key + " is a secret, which does not belong in a settings file; put it"
                        + " into the environment as " + Variables.variable(key) + ", or into a file that " + key
                        + "-file names");
            }
            String text = direct.get().text();
            return () -> text;
        }
        Optional<String> file = optional("password-file");
        if (file.isEmpty()) {
            return () -> null;
        }
        // Read once now: a file that is not there stops the start.
        var unused = read(key, file.get());
        return () -> read(key, file.get());
    }

    private static String read(String key, String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new InvalidSettingException(key + "-file is '" + file + "', which cannot be read: "
                    + e.getClass().getSimpleName());
        }
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
