package io.pagesync.page;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Texts of JSON in every form a server may write it. */
public final class JsonTexts {
    private static final Pattern ESCAPED_SURROGATE = Pattern.compile("(?i)\\\\ud[89a-f]");

    private JsonTexts() {}

    /** Any value: strings with every escape, long numbers, nested, with white space between the tokens. */
    public static Arbitrary<String> values() {
        return Arbitraries.recursive(JsonTexts::scalars, JsonTexts::nested, 0, 3);
    }

    /** Strings of raw characters from one to four bytes, and of escapes, lone surrogates included. */
    static Arbitrary<String> strings() {
        Arbitrary<String> raw = Arbitraries.oneOf(
                        Arbitraries.integers().between(0x20, 0x7F),
                        Arbitraries.integers().between(0x80, 0xD7FF),
                        Arbitraries.integers().between(0xE000, 0x10FFFF))
                .filter(c -> c != '"' && c != '\\')
                .map(Character::toString);
        Arbitrary<String> escapes = Arbitraries.of(
                "\\\"",
                "\\\\",
                "\\/",
                "\\b",
                "\\f",
                "\\n",
                "\\r",
                "\\t",
                "\\u0000",
                "\\u2028",
                "\\ud83d\\ude00",
                "\\uD800",
                "\\udc00",
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\\u005c",
                "\\u0022");
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(3, raw), net.jqwik.api.Tuple.of(2, escapes))
                .list()
                .ofMaxSize(8)
                .map(parts -> "\"" + String.join("", parts) + "\"");
    }

    /** Without escaped surrogates: Jackson 2.21.1 refuses them in names, pairs too (jackson-core #1541). */
    static Arbitrary<String> names() {
        return strings().filter(name -> !ESCAPED_SURROGATE.matcher(name).find());
    }

    static Arbitrary<String> numbers() {
        Arbitrary<String> whole = Arbitraries.strings()
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(300)
                .map(digits -> digits.replaceFirst("^0+(?=.)", ""));
        Arbitrary<String> fraction =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(300).map(digits -> "." + digits);
        Arbitrary<String> exponent = Arbitraries.of("e5", "E+17", "e-300", "E400");
        return Combinators.combine(
                        Arbitraries.of("", "-"),
                        whole,
                        Arbitraries.oneOf(Arbitraries.just(""), fraction),
                        Arbitraries.oneOf(Arbitraries.just(""), exponent))
                .as((sign, digits, decimals, power) -> sign + digits + decimals + power);
    }

    /** What may stand between two tokens. */
    public static Arbitrary<String> spaces() {
        return Arbitraries.of("", "", "", " ", "\n", "\r\n  ", "\t", "\r");
    }

    private static Arbitrary<String> scalars() {
        return Arbitraries.oneOf(strings(), numbers(), Arbitraries.of("true", "false", "null", "{}", "[]", "{ }"));
    }

    private static Arbitrary<String> nested(Arbitrary<String> inner) {
        Arbitrary<String> members = Combinators.combine(names(), spaces(), spaces(), inner)
                .as((name, before, after, value) -> name + before + ":" + after + value);
        return Arbitraries.oneOf(
                inner, list(members).map(text -> "{" + text + "}"), list(inner).map(text -> "[" + text + "]"));
    }

    private static Arbitrary<String> list(Arbitrary<String> elements) {
        return Combinators.combine(elements.list().ofMaxSize(4), spaces(), spaces())
                .as((each, before, after) ->
                        each.stream().collect(Collectors.joining(before + "," + after, before, after)));
    }

    /** The values as an array, with this white space around each. */
    public static String array(List<String> values, String space) {
        return values.stream()
                .map(value -> space + value + space)
                .collect(Collectors.joining(",", "[", values.isEmpty() ? space + "]" : "]"));
    }
}
