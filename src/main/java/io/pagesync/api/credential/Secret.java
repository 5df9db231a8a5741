package io.pagesync.api.credential;

import io.pagesync.InvalidSettingException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A secret's text, kept from being printed by accident. */
public final class Secret {
    /** What stands in a secret's place wherever a person could read it. */
    public static final String MASK = "***";

    /** A part as long as this gives a secret away; shorter ones are as common as words. */
    private static final int TELLING = 8;

    private final String text;
    private final List<String> forms;

    private Secret(String text, List<String> forms) {
        this.text = text;
        this.forms = forms;
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
        if (!Header.holds(text)) {
            throw new InvalidSettingException("the environment variable " + variable
                    + " holds a character that no header may hold; is it the secret's file itself?");
        }
        return new Secret(text, forms(text));
    }

    /** A secret whose text was had elsewhere: from a file, out of an answer, or made of another secret. */
    public static Secret of(String text) {
        return new Secret(text, forms(text));
    }

    /** The secret with something in front of it, such as {@code Bearer }. */
    public Secret prefixed(String prefix) {
        return new Secret(prefix + text, forms);
    }

    /** The text itself, for the one place that sends it. */
    public String reveal() {
        return text;
    }

    /**
     * The message with the mask wherever it repeats the secret: without its prefix, encoded for a URL, as JSON, or cut off
     * after its first characters, as a message is that quotes only the beginning of an answer.
     */
    String mask(String message) {
        return mask(message, List.of(this));
    }

    /**
     * The message with the mask wherever it repeats one of the secrets. At each place the longest repetition counts: two
     * tokens begin alike, and what only looks like the beginning of an old one may be a new one as a whole.
     */
    static String mask(String message, Collection<Secret> secrets) {
        StringBuilder masked = new StringBuilder(message.length());
        int at = 0;
        while (at < message.length()) {
            int repeated = 0;
            for (Secret secret : secrets) {
                repeated = Math.max(repeated, secret.repeatedAt(message, at));
            }
            masked.append(repeated == 0 ? message.substring(at, at + 1) : MASK);
            at += Math.max(1, repeated);
        }
        return masked.toString();
    }

    /** How many characters of it the message repeats at this place; 0 if that is too few to tell. */
    private int repeatedAt(String message, int at) {
        int longest = 0;
        for (String form : forms) {
            int length = 0;
            while (length < form.length()
                    && at + length < message.length()
                    && message.charAt(at + length) == form.charAt(length)) {
                length++;
            }
            if (length >= Math.min(TELLING, form.length())) {
                longest = Math.max(longest, length);
            }
        }
        return longest;
    }

    /** As it may come back: whole, without a scheme such as Bearer before it, encoded for a URL, as JSON. */
    private static List<String> forms(String text) {
        String word = text.substring(text.lastIndexOf(' ') + 1);
        return Stream.of(text, word.length() < TELLING ? text : word)
                .flatMap(each -> Stream.of(each, URLEncoder.encode(each, StandardCharsets.UTF_8), json(each)))
                .distinct()
                .toList();
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
