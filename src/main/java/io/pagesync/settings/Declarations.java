package io.pagesync.settings;

import io.pagesync.settings.Setting.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings that belong together, in the order of the reference. Each is declared once, by the line that gives it its
 * constant: {@code static final Setting<Integer> ATTEMPTS = ALL.add("attempts", Form.integer(1, 100), "3", "How often ...")}.
 */
public final class Declarations {
    private final List<Setting<?>> settings = new ArrayList<>();

    /** Declares a setting; {@code defaultText} is empty where it has no default. */
    public <T> Setting<T> add(String name, Form<T> form, String defaultText, String meaning) {
        return add(new Setting<>(name, form, defaultText, meaning, Kind.PLAIN));
    }

    /** Declares a setting that must be given. */
    public <T> Setting<T> required(String name, Form<T> form, String meaning) {
        return add(new Setting<>(name, form, "", meaning, Kind.REQUIRED));
    }

    /**
     * Declares a secret, and beside it the setting that names a file with it.
     *
     * @param fileMeaning when the file is read
     */
    public Setting<String> secret(String name, String meaning, String fileMeaning) {
        Setting<String> secret = add(new Setting<>(
                name, Form.TEXT, "", meaning + " From the environment only, or see the next.", Kind.SECRET));
        add(name + SecretSource.FILE, Form.FILE, "", fileMeaning);
        return secret;
    }

    /** Adds what somebody else has declared. */
    public Declarations include(List<Setting<?>> others) {
        settings.addAll(others);
        return this;
    }

    /** All of them. */
    public List<Setting<?>> list() {
        return List.copyOf(settings);
    }

    private <T> Setting<T> add(Setting<T> setting) {
        settings.add(setting);
        return setting;
    }
}
