package io.pagesync.api;

import io.pagesync.InvalidSettingException;
import java.util.Map;

/** A secret's text, kept from being printed by accident. */
public final class Secret {
    /** What stands in a secret's place wherever a person could read it. */
    public static final String MASK = "***";

    private static final int SHORTEST_PART = 4;

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /**
     * The secret in an environment variable, white space around it dropped.
     *
     * @param environment the environment, as {@link System#getenv()} gives it
     * @throws InvalidSettingException if the variable is not set, empty, or holds a character no header may hold
     */
    public static Secret fromEnvironment(String variable, Map<String, String> environment) {
        String text = environment.getOrDefault(variable, "").strip();
        if (text.isEmpty()) {
            throw new InvalidSettingException(
                    "the environment variable " + variable + " is not set or empty; put the secret there");
        }
        if (!text.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            throw new InvalidSettingException("the environment variable " + variable
                    + " holds a character that no header may hold; is it the secret's file itself?");
        }
        return new Secret(text);
    }

    /** The secret with something in front of it, such as {@code Bearer }. */
    public Secret prefixed(String prefix) {
        return new Secret(prefix + text);
    }

    /** The text itself, for the one place that sends it. */
    public String reveal() {
        return text;
    }

    /**
     * The message with the mask wherever it repeats the secret, whole, without the scheme in front of it, or cut off to
     * fit.
     */
    String mask(String message) {
        String credential = text.substring(text.indexOf(' ') + 1);
        String masked = message.replace(text, MASK).replace(credential, MASK);
        int cut = masked.lastIndexOf("...");
        for (int length = Math.min(cut, credential.length() - 1); length >= SHORTEST_PART; length--) {
            if (masked.startsWith(credential.substring(0, length), cut - length)) {
                return masked.substring(0, cut - length) + MASK + masked.substring(cut);
            }
        }
        return masked;
    }

    @Override
    public String toString() {
        return MASK;
    }
}
