package io.pagesync.page.look;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pagesync.page.Json;
import io.pagesync.page.WholeNumber;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an answer is made of: its arrays, its objects and its single values, each at its JSON pointer. One pass of the
 * parser; what is inside the elements of arrays is left out.
 *
 * @param arrays the arrays, in the order of the answer
 * @param objects the objects, each behind what is in it
 * @param values the single values outside of arrays
 */
public record AnswerParts(List<Array> arrays, List<Members> objects, List<Value> values) {
    private static final int DEEPEST = 6;
    private static final int MOST = 2000;

    /** Copies the lists. */
    public AnswerParts {
        arrays = List.copyOf(arrays);
        objects = List.copyOf(objects);
        values = List.copyOf(values);
    }

    /** An array: how many elements it has, and how many of them are objects. */
    public record Array(String at, int elements, int objects) {
        /** The name of its field; empty for the answer itself. */
        public String name() {
            return lastOf(at);
        }
    }

    /** An object: how many members it has, and whether they are objects that look alike, as records do. */
    public record Members(String at, int members, boolean alike) {}

    /** A single value, its token and its text. */
    public record Value(String at, JsonToken token, String text) {
        /** The name of its field. */
        public String name() {
            return lastOf(at);
        }

        /** The value as a whole number from 0; -1 if it is none. */
        public long number() {
            return token.isBoolean() || token == JsonToken.VALUE_NULL
                    ? -1
                    : WholeNumber.parse(text).orElse(-1);
        }

        /** The pointer of the object that it is a member of. */
        public String parent() {
            return at.substring(0, Math.max(0, at.lastIndexOf('/')));
        }
    }

    /** The parts of an answer; those in front of whatever is no JSON in it. */
    public static AnswerParts of(byte[] body) {
        Walk walk = new Walk();
        try (JsonParser parser = Json.MAPPER.createParser(body)) {
            if (parser.nextToken() == JsonToken.START_ARRAY && isHeadAndList(body)) {
                walk.headAndList(parser);
            } else if (parser.currentToken() != null) {
                walk.value(parser, "", 0, null);
            }
        } catch (IOException e) {
            // Whoever reads the page says what is wrong with it.
        }
        return new AnswerParts(walk.arrays, walk.objects, walk.values);
    }

    /** Whether it is an array of an object, which says something of the page, and the list of records. */
    private static boolean isHeadAndList(byte[] body) throws IOException {
        try (JsonParser parser = Json.MAPPER.createParser(body)) {
            return parser.nextToken() == JsonToken.START_ARRAY
                    && parser.nextToken() == JsonToken.START_OBJECT
                    && parser.skipChildren().nextToken() == JsonToken.START_ARRAY
                    && parser.skipChildren().nextToken() == JsonToken.END_ARRAY;
        }
    }

    private static String lastOf(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1)
                .replace("~1", "/")
                .replace("~0", "~");
    }

    /** Collects the parts; of the members of an object it notes how many are objects, and what fields the first ones have. */
    private static final class Walk {
        private final List<Array> arrays = new ArrayList<>();
        private final List<Members> objects = new ArrayList<>();
        private final List<Value> values = new ArrayList<>();

        void value(JsonParser parser, String at, int depth, @Nullable Set<String> fields) throws IOException {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.START_OBJECT) {
                object(parser, at, depth, fields);
            } else if (token == JsonToken.START_ARRAY) {
                array(parser, at);
            } else if (values.size() < MOST) {
                values.add(new Value(at, token, parser.getText()));
            }
        }

        private void object(JsonParser parser, String at, int depth, @Nullable Set<String> fields) throws IOException {
            List<Set<String>> seen = new ArrayList<>();
            int members = 0;
            int inner = 0;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                members++;
                if (fields != null) {
                    fields.add(name);
                }
                boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
                inner += isObject ? 1 : 0;
                if (depth >= DEEPEST || objects.size() > MOST) {
                    parser.skipChildren();
                    continue;
                }
                Set<String> its = isObject && seen.size() < 3 ? new HashSet<>() : null;
                if (its != null) {
                    seen.add(its);
                }
                value(parser, at + "/" + name.replace("~", "~0").replace("/", "~1"), depth + 1, its);
            }
            objects.add(new Members(at, members, members > 1 && members == inner && alike(seen)));
        }

        private void array(JsonParser parser, String at) throws IOException {
            int elements = 0;
            int inner = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements++;
                inner += parser.currentToken() == JsonToken.START_OBJECT ? 1 : 0;
                parser.skipChildren();
            }
            arrays.add(new Array(at, elements, inner));
        }

        void headAndList(JsonParser parser) throws IOException {
            parser.nextToken();
            object(parser, "/0", 1, null);
            parser.nextToken();
            array(parser, "/1");
        }

        /** Whether most fields of the first member are those of the next ones, too. */
        private static boolean alike(List<Set<String>> seen) {
            Set<String> common = new HashSet<>(seen.get(0));
            seen.forEach(common::retainAll);
            return !common.isEmpty() && 2 * common.size() >= seen.get(0).size();
        }
    }
}
