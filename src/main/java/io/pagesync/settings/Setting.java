package io.pagesync.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One setting or parameter, as it is declared: the one place where its name, form, default and meaning stand.
 *
 * @param <T> what its text becomes
 * @param name its name below its section; a part in angle brackets stands for any name
 * @param form how it is written, and what is right
 * @param defaultText its default as one would write it; empty if it has none
 * @param meaning what it does, in one sentence; empty for a parameter of a Kamelet, whose file says it
 * @param kind whether it may be left out, and where it may stand
 */
public record Setting<T>(String name, Form<T> form, String defaultText, String meaning, Kind kind) {
    /** Whether a setting may be left out, and where it may stand. */
    public enum Kind {
        /** It may be left out. */
        PLAIN,
        /** It may not. */
        REQUIRED,
        /** Its value must never be shown, nor stand in a file of settings. */
        SECRET
    }

    /** Whether its value must never be shown. */
    public boolean secret() {
        return kind == Kind.SECRET;
    }

    /** Whether it must be given. */
    public boolean required() {
        return kind == Kind.REQUIRED;
    }

    /** What holds where nothing is set; only of a setting that has a default. */
    public T defaultValue() {
        return form.read(name, defaultText);
    }

    /** Whether a name below the section's prefix is this setting's. */
    public boolean matches(String someName) {
        return name.indexOf('<') < 0
                ? name.equals(someName)
                : Pattern.matches(
                        Pattern.quote(name)
                                .replace("<header>", "\\E.+\\Q")
                                .replace("<property>", "\\E[a-z0-9.]+\\Q")
                                // As in a placeholder of a body; so no name of a secret looks like that of its file.
                                .replace("<field>", "\\E[a-z][a-z0-9]*\\Q"),
                        someName);
    }

    /** The environment variable that sets the setting of this full name. */
    public static String variable(String fullName) {
        return fullName.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
