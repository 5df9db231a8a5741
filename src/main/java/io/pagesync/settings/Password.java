package io.pagesync.settings;

import io.pagesync.InvalidSettingException;
import io.pagesync.config.SecretFile;
import io.pagesync.config.Setting;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A password among the settings: from the environment, or from a file that the setting with {@code -file} names. */
final class Password {
    private final Values values;
    private final String key;

    /** The password whose setting has this full key. */
    Password(Values values, String key) {
        this.values = values;
        this.key = key;
    }

    /**
     * The password as it is now; null if none is set.
     *
     * @throws InvalidSettingException if it stands in a settings file, or its own file cannot be read
     */
    @Nullable
    String read() {
        Optional<Values.Value> direct = values.find(key);
        if (direct.isPresent()) {
            if (!direct.get().source().startsWith("environment")) {
                throw new InvalidSettingException(key + " is a secret, which does not belong in a settings file; put it"
                        + " into the environment as " + Setting.variable(key) + ", or into a file that " + key
                        + "-file names");
            }
            return direct.get().text();
        }
        String file = values.find(key + "-file").map(Values.Value::text).orElse("");
        if (file.isEmpty()) {
            return null;
        }
        return SecretFile.read(key + "-file", file);
    }
}
