package io.pagesync.settings;

import io.pagesync.InvalidSettingException;
import io.pagesync.NotAuthenticatedException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a secret is kept: an environment variable or a file. A file is read anew each time, so that a secret that was
 * rotated in it is used without a restart.
 */
public final class SecretSource {
    /** What the name of the setting ends with that names a secret's file. */
    public static final String FILE = "-file";

    private final String setBy;
    private final String setting;
    private final String fileSetting;
    private final String variable;
    private final @Nullable String text;
    private final @Nullable String file;

    private SecretSource(
            String setBy,
            String setting,
            String fileSetting,
            String variable,
            @Nullable String text,
            @Nullable String file) {
        this.setBy = setBy;
        this.setting = setting;
        this.fileSetting = fileSetting;
        this.variable = variable;
        this.text = text;
        this.file = file;
    }

    /**
     * Where the secret of this name is kept. What cannot be is noted: a secret in two places, or in a file of settings.
     *
     * @param given what is given of its owner
     */
    public static SecretSource of(Given given, String name) {
        String variable = Setting.variable(given.key(name));
        Optional<Value> direct = given.value(name);
        String file = given.find(name + FILE, Form.FILE, "").orElse("");
        if (direct.isPresent() && !direct.get().secretly()) {
            given.wrong(
                    name,
                    given.name(name) + " is a secret, which must not stand in a file of settings; put it into the"
                            + " environment variable " + variable + ", or into a file of its own that "
                            + given.name(name + FILE) + " names");
        } else if (direct.isPresent() && !file.isEmpty()) {
            given.wrong(
                    name,
                    "both the environment variable " + variable + " and " + given.name(name + FILE)
                            + " say where that secret is; leave one of them out");
        }
        return new SecretSource(
                file.isEmpty() ? name : name + FILE,
                given.name(name),
                given.name(name + FILE),
                variable,
                direct.map(Value::text).orElse(null),
                file.isEmpty() ? null : file);
    }

    /** The name of the setting that says where it is, below its owner's. */
    public String setBy() {
        return setBy;
    }

    /** The file it is in; empty if it is in the environment, or nowhere. */
    public Optional<Path> file() {
        return Optional.ofNullable(file).map(Path::of);
    }

    /** Whether anything says where it is. */
    public boolean isGiven() {
        return file != null || (text != null && !text.isBlank());
    }

    /**
     * The secret as it is now.
     *
     * @throws NotAuthenticatedException if it is missing or empty
     * @throws InvalidSettingException if it holds a control character
     */
    public String read() {
        String secret = file == null ? (text == null ? "" : text) : SecretFile.read(fileSetting, file);
        if (secret.isBlank()) {
            throw new NotAuthenticatedException(
                    file == null
                            ? setting + " is needed; put it into the environment variable " + variable
                                    + ", or name a file that holds it: " + fileSetting
                            : fileSetting + " names " + file + ", which is empty; put the secret there");
        }
        if (secret.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidSettingException(
                    described() + " holds a line break or another control character; it must be the secret alone");
        }
        return secret;
    }

    /** The same; null if nothing says where it is. */
    public @Nullable String readIfGiven() {
        return isGiven() ? read() : null;
    }

    /** What to look at when the secret is refused: the setting and where its value is. */
    public String described() {
        return setting + (file == null ? " (environment variable " + variable + ")" : " (file " + file + ")");
    }
}
