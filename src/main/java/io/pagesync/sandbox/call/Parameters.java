package io.pagesync.sandbox.call;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The decoded parameters of a request.
 *
 * @param values each parameter's values in their order
 */
public record Parameters(Map<String, List<String>> values) {
    /** Of a request without a query. */
    public static final Parameters NONE = new Parameters(Map.of());

    /** The first value of a parameter; null if it is not there. */
    public @Nullable String first(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? null : all.get(0);
    }

    /** All values of a parameter; none if it is not there. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /**
     * A parameter that is a whole number.
     *
     * @param least the smallest that it may be
     * @param otherwise what it is where it is not there
     * @throws RefusedException if it is anything else
     */
    public int number(String name, int least, int otherwise) {
        String text = first(name);
        return text == null ? otherwise : number(name, text, least);
    }

    /**
     * A text that is to be a whole number.
     *
     * @param name what it is called in the refusal
     * @throws RefusedException if it is none from {@code least} up
     */
    public static int number(String name, String text, int least) {
        long value = text.matches("[0-9]{1,10}") ? Long.parseLong(text) : -1;
        if (value < least || value > Integer.MAX_VALUE) {
            throw RefusedException.badRequest(
                    name + " must be a whole number from " + least + " to " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    /**
     * Which of two words a parameter has; the first where it is not there.
     *
     * @return whether it is the second
     * @throws RefusedException if it is neither
     */
    public boolean choice(String name, String no, String yes) {
        String text = first(name);
        if (text == null || text.equals(no)) {
            return false;
        }
        if (text.equals(yes)) {
            return true;
        }
        throw RefusedException.badRequest(name + " must be " + no + " or " + yes);
    }

    /** The encoded query of these parameters, with one of them changed or added. */
    public String with(String name, String value) {
        Map<String, List<String>> changed = new LinkedHashMap<>(values);
        changed.put(name, List.of(value));
        return new Parameters(changed).query();
    }

    /** The encoded query of these parameters. */
    public String query() {
        List<String> pairs = new ArrayList<>();
        values.forEach((each, texts) -> texts.forEach(text -> pairs.add(encoded(each) + "=" + encoded(text))));
        return String.join("&", pairs);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
