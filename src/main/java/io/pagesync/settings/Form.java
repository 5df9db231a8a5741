package io.pagesync.settings;

import io.pagesync.InvalidSettingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    public static final Form<String> TEXT = of("text", "a text", Optional::of);

    /** The path of a file. */
    public static final Form<String> FILE =
            of("file", "the path of a file", text -> Optional.of(text).filter(Form::isPath));

    /** {@code true} or {@code false}. */
    public static final Form<Boolean> FLAG = of("true or false", "true or false", text -> switch (text) {
        case "true" -> Optional.of(true);
        case "false" -> Optional.of(false);
        default -> Optional.empty();
    });

    /** A decimal number of 0 or more. */
    public static final Form<Double> NUMBER = of(
            "number",
            "a number of 0 or more, such as 10 or 2.5",
            text -> text.matches("\\d{1,9}(\\.\\d{1,20})?") ? Optional.of(Double.valueOf(text)) : Optional.empty());

    /** A whole number of 0 or more. */
    public static final Form<Integer> WHOLE = integer(0, Integer.MAX_VALUE);

    /** A length of time, which may be 0. */
    public static final Form<Duration> TIME = time("0s");

    /** An http or https URL without user, query and fragment. */
    public static final Form<URI> URL =
            of("URL", "a URL such as https://api.example.com, without user, password and query", text -> url(text)
                    .filter(uri -> uri.getRawQuery() == null));

    /** An http or https URL without user and fragment; it may have a query. */
    public static final Form<URI> URL_WITH_QUERY =
            of("URL", "a URL such as https://login.example.com/token, without user and password", Form::url);

    /** The URL of an HTTP proxy. */
    public static final Form<URI> PROXY =
            URL.where(uri -> "http".equals(uri.getScheme()), "http://host:port, without user and password");

    private final String type;
    private final String right;
    private final List<String> words;
    private final Function<String, Optional<T>> reader;

    private Form(String type, String right, List<String> words, Function<String, Optional<T>> reader) {
        this.type = type;
        this.right = right;
        this.words = words;
        this.reader = reader;
    }

    /**
     * A form.
     *
     * @param type what the reference calls it, in a word or two
     * @param right what is right, in words that follow "it must be"
     * @param reader what a text becomes, empty if it is not of this form; it may throw an InvalidSettingException instead,
     *     where the form's own words would not do
     */
    public static <T> Form<T> of(String type, String right, Function<String, Optional<T>> reader) {
        return new Form<>(type, right, List.of(), reader);
    }

    /** A whole number in a range, both ends included. */
    public static Form<Integer> integer(int lowest, int highest) {
        return of("integer", "a whole number from " + lowest + " to " + highest, text -> Optional.of(text)
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
        return of(
                "time",
                "a length of time from " + shortest + " to " + LONGEST + ", such as 500ms, 30s, 5m, 2h or 1d",
                text -> duration(text).filter(time -> time.compareTo(lowest) >= 0 && time.compareTo(highest) <= 0));
    }

    /** One of a type's words, in lower case, with hyphens. */
    public static <E extends Enum<E>> Form<E> word(Class<E> type) {
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(Form::text).toList();
        return new Form<>(
                "word", "one of " + String.join(", ", words), words, text -> Arrays.stream(type.getEnumConstants())
                        .filter(each -> text(each).equals(text))
                        .findFirst());
    }

    /** How a user writes one of a type's words. */
    public static String text(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The same form for fewer values; {@code instead} says in words what is right now. */
    public Form<T> where(Predicate<T> holds, String instead) {
        return new Form<>(type, instead, words, text -> reader.apply(text).filter(holds));
    }

    /** What the reference calls it. */
    public String type() {
        return type;
    }

    /** The words there are, if it takes one of several. */
    public List<String> words() {
        return words;
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

    /** A text that is not of its form as it may be shown: a URL that is none may hold a password all the same. */
    public static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.contains("//") ? line.replaceFirst("//.*@", "//***@").replaceFirst("[?#].*", "?***") : line;
    }

    private static boolean isPath(String text) {
        try {
            return text.chars().noneMatch(Character::isISOControl)
                    && !Path.of(text).toString().isEmpty();
        } catch (InvalidPathException e) {
            return false;
        }
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
