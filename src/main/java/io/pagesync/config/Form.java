package io.pagesync.config;

import io.pagesync.InvalidSettingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A form that values are written in: how a text is read, and what is right, in words. Each kind of value has one, whoever
 * reads it: settings, parameters, options. White space around a text does not count.
 *
 * @param <T> what a text becomes
 */
public final class Form<T> {
    private static final Pattern TIME_TEXT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|)");

    /** The longest length of time. */
    public static final String LONGEST = "365d";

    /** Any text. */
    public static final Form<String> TEXT = new Form<>("a text", Optional::of);

    /** {@code true} or {@code false}. */
    public static final Form<Boolean> FLAG = new Form<>("true or false", text -> switch (text) {
        case "true" -> Optional.of(true);
        case "false" -> Optional.of(false);
        default -> Optional.empty();
    });

    /** A decimal number of 0 or more. */
    public static final Form<Double> NUMBER = new Form<>(
            "a number of 0 or more, such as 10 or 2.5",
            text -> text.matches("\\d{1,9}(\\.\\d{1,20})?") ? Optional.of(Double.valueOf(text)) : Optional.empty());

    /** A whole number of 0 or more. */
    public static final Form<Integer> WHOLE = integer(0, Integer.MAX_VALUE);

    /** A length of time, which may be 0. */
    public static final Form<Duration> TIME = time("0s");

    /** An http or https URL without user, query and fragment. */
    public static final Form<URI> URL =
            new Form<>("a URL such as https://api.example.com, without user, password and query", text -> url(text)
                    .filter(uri -> uri.getRawQuery() == null));

    /** An http or https URL without user and fragment; it may have a query. */
    public static final Form<URI> URL_WITH_QUERY =
            new Form<>("a URL such as https://login.example.com/token, without user and password", Form::url);

    /** The URL of an HTTP proxy. */
    public static final Form<URI> PROXY =
            URL.where(uri -> "http".equals(uri.getScheme()), "http://host:port, without user and password");

    private final String right;
    private final Function<String, Optional<T>> reader;

    private Form(String right, Function<String, Optional<T>> reader) {
        this.right = right;
        this.reader = reader;
    }

    /** A whole number in a range, both ends included. */
    public static Form<Integer> integer(int lowest, int highest) {
        return new Form<>("a whole number from " + lowest + " to " + highest, text -> Optional.of(text)
                .filter(digits -> digits.matches("-?\\d{1,10}"))
                .map(Long::parseLong)
                .filter(number -> number >= lowest && number <= highest)
                .map(Long::intValue));
    }

    /**
     * A length of time: 500ms, 30s, 5m, 2h, 1d; a bare number is seconds.
     *
     * @param shortest the shortest that is right, written the same way
     */
    public static Form<Duration> time(String shortest) {
        Duration lowest = duration(shortest).orElseThrow();
        Duration highest = duration(LONGEST).orElseThrow();
        return new Form<>(
                "a length of time from " + shortest + " to " + LONGEST + ", such as 500ms, 30s, 5m, 2h or 1d",
                text -> duration(text).filter(time -> time.compareTo(lowest) >= 0 && time.compareTo(highest) <= 0));
    }

    /** One of a type's words, in lower case, with hyphens. */
    public static <E extends Enum<E>> Form<E> word(Class<E> type) {
        return new Form<>(
                "one of "
                        + Arrays.stream(type.getEnumConstants()).map(Form::text).collect(Collectors.joining(", ")),
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(each -> text(each).equals(text))
                        .findFirst());
    }

    /** How a user writes one of a type's words. */
    public static String text(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The same form for fewer values; {@code instead} says in words what is right now. */
    public Form<T> where(Predicate<T> holds, String instead) {
        return new Form<>(instead, text -> reader.apply(text).filter(holds));
    }

    /** What is right, in words that follow "it must be". */
    public String right() {
        return right;
    }

    /** What the text says; empty if it is not of this form. */
    public Optional<T> find(String text) {
        return reader.apply(text.strip());
    }

    /**
     * What the text of a setting says.
     *
     * @throws InvalidSettingException if it is not of this form: with the setting's name, the text and what is right
     */
    public T read(String setting, String text) {
        return find(text)
                .orElseThrow(
                        () -> new InvalidSettingException(setting + " is '" + shown(text) + "'; it must be " + right));
    }

    /** A URL that is none may hold a password all the same. */
    private static String shown(String text) {
        return text.contains("//") ? text.replaceFirst("//.*@", "//***@").replaceFirst("[?#].*", "?***") : text;
    }

    private static Optional<Duration> duration(String text) {
        Matcher matcher = TIME_TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    case "d" -> Duration.ofDays(number);
                    default -> Duration.ofSeconds(number);
                });
    }

    private static Optional<URI> url(String text) {
        try {
            URI uri = new URI(text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return http && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
