package io.pagesync.api;

import io.pagesync.InvalidSettingException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
        if (!text.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
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
        String masked = message;
        for (String form : forms) {
            masked = mask(masked, form);
        }
        return masked;
    }

    private static String mask(String message, String secret) {
        String start = secret.substring(0, Math.min(TELLING, secret.length()));
        int at = message.indexOf(start);
        if (at < 0) {
            return message;
        }
        StringBuilder masked = new StringBuilder(message.length());
        int from = 0;
        while (at >= 0) {
            int end = at + start.length();
            while (end < message.length()
                    && end - at < secret.length()
                    && message.charAt(end) == secret.charAt(end - at)) {
                end++;
            }
            masked.append(message, from, at).append(MASK);
            from = end;
            at = message.indexOf(start, from);
        }
        return masked.append(message, from, message.length()).toString();
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
