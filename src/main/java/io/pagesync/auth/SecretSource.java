package io.pagesync.auth;

import io.pagesync.InvalidSettingException;
import io.pagesync.NotAuthenticatedException;
import io.pagesync.api.Header;
import io.pagesync.api.Secret;
import io.pagesync.config.SecretFile;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a secret is kept: an environment variable or a file. It is read anew each time, so that a secret that was
 * rotated in its file is used without a restart.
 */
final class SecretSource {
    private final String setting;
    private final String fileSetting;
    private final String variable;
    private final @Nullable String file;
    private final Map<String, String> environment;

    /**
     * A source.
     *
     * @param setting how the secret is named, for messages
     * @param fileSetting how the setting is named that names its file
     * @param variable the environment variable that holds it where no file is named
     * @param file the file that holds it; null for none
     */
    SecretSource(
            String setting,
            String fileSetting,
            String variable,
            @Nullable String file,
            Map<String, String> environment) {
        this.setting = setting;
        this.fileSetting = fileSetting;
        this.variable = variable;
        this.file = file;
        this.environment = environment;
    }

    /**
     * The secret as it is now.
     *
     * @throws NotAuthenticatedException if it is missing or empty
     * @throws InvalidSettingException if it holds a control character
     */
    Secret read() {
        String text = file == null
                ? environment.getOrDefault(variable, "").replaceFirst("[\r\n]+$", "")
                : SecretFile.read(fileSetting, file);
        if (text.isBlank()) {
            throw new NotAuthenticatedException(
                    file == null
                            ? setting + " is needed; put it into the environment variable " + variable
                                    + ", or name a file that holds it: " + fileSetting
                            : fileSetting + " names " + file + ", which is empty; put the secret there");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidSettingException(
                    described() + " holds a line break or another control character; it must be the secret alone");
        }
        return Secret.of(text);
    }

    /** The secret, stripped, of characters that a header may hold. */
    Secret readForHeader() {
        String text = read().reveal().strip();
        if (!Header.holds(text)) {
            throw new InvalidSettingException(described() + " holds a character that no header may hold");
        }
        return Secret.of(text);
    }

    /** What to look at when the secret is refused: the setting and where its value is. */
    String described() {
        return setting + (file == null ? " (environment variable " + variable + ")" : " (file " + file + ")");
    }
}
