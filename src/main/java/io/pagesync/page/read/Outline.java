package io.pagesync.page.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import io.pagesync.page.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an answer has, told when it does not have what was looked for: what is at a pointer, and where there are arrays and
 * whole numbers. One pass of the parser, made for an error only; what is inside the elements of arrays is left out.
 */
public final class Outline {
    private static final String EACH_AN_OBJECT = ", each an object";
    private static final String AN_ARRAY = "an array of ";
    private static final int DEEPEST = 6;
    private static final int MOST_NOTED = 1000;
    private static final int MOST_TOLD = 4;

    private final JsonPointer asked;
    private final List<Found> arrays = new ArrayList<>();
    private final List<Found> numbers = new ArrayList<>();
    private @Nullable String there;

    /** Something at a pointer: an array of so many elements, or a number. */
    private record Found(String at, long value) {
        String asArray() {
            return shown(at) + String.format(Locale.ROOT, " (%,d element%s)", value, value == 1 ? "" : "s");
        }

        String asNumber() {
            return shown(at) + " (" + value + ")";
        }
    }

    private Outline(JsonPointer asked) {
        this.asked = asked;
    }

    /** The outline of an answer of valid JSON; {@code asked} is where something was looked for. */
    public static Outline of(byte[] body, JsonPointer asked) {
        Outline outline = new Outline(asked);
        try (JsonParser parser = Json.MAPPER.createParser(body)) {
            parser.nextToken();
            outline.walk(parser, "", asked, 0);
        } catch (IOException e) {
            // What was found before is told all the same.
            return outline;
        }
        return outline;
    }

    /** What is where something was looked for, as {@code at /data is an object of 20 members}. */
    public String whatIsThere() {
        if (there == null) {
            return "there is nothing at " + shown(asked.toString());
        }
        return (asked.matches() ? "the answer" : "at " + asked) + " is " + there;
    }

    /** Whether there is an array that has elements, and is no list of errors. */
    boolean hasRecords() {
        return arrays.stream().anyMatch(each -> each.value > 0 && !each.at.matches("/errors?(/.*)?"));
    }

    boolean hasArrays() {
        return !arrays.isEmpty();
    }

    /** Whether the members of what is there look like records. */
    boolean isThereAnObjectOfObjects() {
        return there != null && there.endsWith(EACH_AN_OBJECT);
    }

    /** Whether what is there is an array. */
    boolean isThereAnArray() {
        return there != null && there.startsWith(AN_ARRAY);
    }

    /** Where there are arrays, the longest first, as the end of a sentence. */
    String arrays() {
        return told(
                "array",
                arrays.stream()
                        .sorted(Comparator.comparingLong(Found::value).reversed())
                        .map(Found::asArray)
                        .toList());
    }

    /** Whether there are whole numbers. */
    public boolean hasNumbers() {
        return !numbers.isEmpty();
    }

    /** Where there are whole numbers, as the end of a sentence: {@code there are numbers at /count (95) and /page (1)}. */
    public String numbers() {
        return told("number", numbers.stream().map(Found::asNumber).toList());
    }

    private static String told(String what, List<String> found) {
        if (found.isEmpty()) {
            return "there is no " + what + " in the answer";
        }
        List<String> first = found.subList(0, Math.min(MOST_TOLD, found.size()));
        String list = first.size() == 1
                ? first.get(0)
                : first.stream().limit(first.size() - 1).collect(Collectors.joining(", ")) + " and "
                        + first.get(first.size() - 1);
        return "there "
                + (found.size() == 1 ? "is a" + (what.startsWith("a") ? "n " : " ") + what : "are " + what + "s")
                + " at " + list + (found.size() > first.size() ? ", and others" : "");
    }

    private void walk(JsonParser parser, String path, @Nullable JsonPointer left, int depth) throws IOException {
        boolean here = left != null && left.matches();
        switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, path, left, depth, here);
            case START_ARRAY -> array(parser, path, left, depth, here);
            default -> value(parser, path, here);
        }
    }

    private void object(JsonParser parser, String path, @Nullable JsonPointer left, int depth, boolean here)
            throws IOException {
        int members = 0;
        int objects = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            members++;
            objects += parser.nextToken() == JsonToken.START_OBJECT ? 1 : 0;
            if (depth < DEEPEST) {
                JsonPointer below = left == null || here ? null : left.matchProperty(name);
                walk(parser, path + "/" + name.replace("~", "~0").replace("/", "~1"), below, depth + 1);
            } else {
                parser.skipChildren();
            }
        }
        if (here) {
            there = "an object of " + members + (members == 1 ? " member" : " members")
                    + (members > 1 && members == objects ? EACH_AN_OBJECT : "");
        }
    }

    private void array(JsonParser parser, String path, @Nullable JsonPointer left, int depth, boolean here)
            throws IOException {
        long elements = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonPointer below = left == null || here ? null : left.matchElement((int) elements);
            // An answer may be a list of what is said of the page and of its records.
            if (below != null || (path.isEmpty() && elements < 2)) {
                walk(parser, path + "/" + elements, below, depth + 1);
            } else {
                parser.skipChildren();
            }
            elements++;
        }
        note(arrays, path, elements);
        if (here) {
            there = AN_ARRAY + elements + (elements == 1 ? " element" : " elements");
        }
    }

    private void value(JsonParser parser, String path, boolean here) throws IOException {
        String text = parser.getText();
        if (text.matches("\\d{1,18}")) {
            note(numbers, path, Long.parseLong(text));
        }
        if (here) {
            there = parser.currentToken() == JsonToken.VALUE_STRING
                    ? "the text " + AnswerStart.of(text.getBytes(StandardCharsets.UTF_8))
                    : parser.currentToken().isNumeric() ? "the number " + text : text;
        }
    }

    private static void note(List<Found> list, String path, long value) {
        if (list.size() < MOST_NOTED) {
            list.add(new Found(path, value));
        }
    }

    /** The answer itself has an empty pointer, which nobody would see. */
    private static String shown(String pointer) {
        return pointer.isEmpty() ? "the answer itself" : pointer;
    }
}
