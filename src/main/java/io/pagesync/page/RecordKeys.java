package io.pagesync.page;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the key out of each record while the parser passes over it. */
final class RecordKeys {
    private final List<JsonPointer> key;
    private final @Nullable String[] values;
    private final Fingerprint fingerprint = new Fingerprint();
    private byte[] bytes = new byte[64];
    private long[] found = new long[128];
    private int count;
    private int missing;

    RecordKeys(List<JsonPointer> key) {
        this.key = key;
        this.values = new @Nullable String[key.size()];
    }

    /** Passes over the record at the parser's token, to its last token. */
    void read(JsonParser parser) throws IOException {
        if (key.isEmpty()) {
            parser.skipChildren();
            return;
        }
        Arrays.fill(values, null);
        walk(parser, key.toArray(JsonPointer[]::new));
        add();
    }

    /** Forgets the records passed so far. */
    void clear() {
        count = 0;
        missing = 0;
    }

    PageKeys take() {
        return key.isEmpty() ? PageKeys.NONE : new PageKeys(Arrays.copyOf(found, count), missing);
    }

    private void walk(JsonParser parser, @Nullable JsonPointer[] pointers) throws IOException {
        boolean leads = false;
        for (int i = 0; i < pointers.length; i++) {
            JsonPointer pointer = pointers[i];
            if (pointer != null && pointer.matches()) {
                values[i] = value(parser);
            }
            leads |= pointer != null && !pointer.matches();
        }
        if (leads && parser.currentToken() == JsonToken.START_OBJECT) {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                walkOrSkip(parser, below(pointers, name, -1));
            }
        } else if (leads && parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                walkOrSkip(parser, below(pointers, "", i));
            }
        } else {
            parser.skipChildren();
        }
    }

    private void walkOrSkip(JsonParser parser, @Nullable JsonPointer @Nullable [] below) throws IOException {
        if (below == null) {
            parser.skipChildren();
        } else {
            walk(parser, below);
        }
    }

    /** What is left of the pointers that lead on by this name, or by this index if it is not negative; null if none. */
    private static @Nullable JsonPointer @Nullable [] below(@Nullable JsonPointer[] pointers, String name, int index) {
        @Nullable JsonPointer[] below = null;
        for (int i = 0; i < pointers.length; i++) {
            JsonPointer pointer = pointers[i];
            if (pointer == null || pointer.matches()) {
                continue;
            }
            JsonPointer next = index < 0 ? pointer.matchProperty(name) : pointer.matchElement(index);
            if (next != null) {
                below = below == null ? new @Nullable JsonPointer[pointers.length] : below;
                below[i] = next;
            }
        }
        return below;
    }

    /** The type leads, so that 1 and "1" are two keys. */
    private static @Nullable String value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> "s" + parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "n" + parser.getText();
            case VALUE_TRUE, VALUE_FALSE -> "b" + parser.getText();
            default -> null;
        };
    }

    private void add() {
        int length = 0;
        for (String value : values) {
            if (value == null) {
                missing++;
                return;
            }
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            if (length + utf8.length + 2 > bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * (length + utf8.length + 2));
            }
            // The length leads, so that ("ab","c") and ("a","bc") are two keys.
            bytes[length] = (byte) utf8.length;
            bytes[length + 1] = (byte) (utf8.length >> 8);
            System.arraycopy(utf8, 0, bytes, length + 2, utf8.length);
            length += utf8.length + 2;
        }
        if (count == found.length) {
            found = Arrays.copyOf(found, 2 * count);
        }
        found[count++] = fingerprint.add(bytes, 0, length).take();
    }
}
