package io.pagesync.config;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One setting, as it is declared.
 *
 * @param name its name below its section; a part in angle brackets stands for any name
 * @param type what it takes: number, integer, time, text, URL, file, one of several words
 * @param defaultText its default as one would write it; empty if it has none
 * @param meaning what it does, in one sentence
 * @param secret whether its value must never be shown, nor stand in a file of settings
 */
public record Setting(String name, String type, String defaultText, String meaning, boolean secret) {
    /** A setting that is no secret. */
    public static Setting of(String name, String type, String defaultText, String meaning) {
        return new Setting(name, type, defaultText, meaning, false);
    }

    /** A secret. */
    public static Setting secret(String name, String meaning) {
        return new Setting(name, "text", "", meaning + " From the environment only, or see the next.", true);
    }

    /** Whether a name below the section's prefix is this setting's. */
    public boolean matches(String someName) {
        return Pattern.matches(
                Pattern.quote(name)
                        .replace("<header>", "\\E.+\\Q")
                        // As in a placeholder of a body; so no name of a secret looks like that of its file.
                        .replace("<field>", "\\E[a-z][a-z0-9]*\\Q"),
                someName);
    }

    /** The environment variable that sets the setting of this full name. */
    public static String variable(String fullName) {
        return fullName.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }
}
