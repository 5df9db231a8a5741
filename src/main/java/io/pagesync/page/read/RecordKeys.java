package io.pagesync.page.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import io.pagesync.page.Fingerprint;
import io.pagesync.page.PageKeys;
import io.pagesync.page.read.FieldOrder.Field;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the key out of each record while the parser passes over it. */
final class RecordKeys {
    private static final JsonPointer[] NONE = {};

    private final boolean whole;
    private final @Nullable JsonPointer[] key;
    private final FieldOrder<@Nullable JsonPointer[]> order;
    private final @Nullable String[] values;
    private final byte[] types;
    private final Fingerprint fingerprint = new Fingerprint();
    private byte[] bytes = new byte[64];
    private long[] found = new long[128];
    private int count;
    private int missing;

    RecordKeys(List<JsonPointer> key) {
        this.whole = key.equals(List.of(JsonPointer.empty()));
        this.key = whole ? NONE : key.toArray(JsonPointer[]::new);
        this.order = new FieldOrder<>(name -> below(this.key, name, -1));
        this.values = new @Nullable String[this.key.length];
        this.types = new byte[this.key.length];
    }

    /** Passes over the record at the parser's token, to its last token. */
    void read(JsonParser parser) throws IOException {
        Arrays.fill(values, null);
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            for (Field<@Nullable JsonPointer[]> field = order.first(parser);
                    field != null;
                    field = order.next(parser, field)) {
                parser.nextToken();
                walkOrSkip(parser, field.attached());
            }
        } else {
            walk(parser, key);
        }
        if (key.length > 0) {
            add();
        }
    }

    /** The record has these bytes, which are its key where nothing else is. */
    void ended(byte[] body, int from, int to) {
        if (whole) {
            put(fingerprint.add(body, from, to).take());
        }
    }

    /** Forgets the records passed so far. */
    void clear() {
        count = 0;
        missing = 0;
    }

    PageKeys take() {
        return key.length == 0 && !whole ? PageKeys.NONE : new PageKeys(Arrays.copyOf(found, count), missing);
    }

    private void walk(JsonParser parser, @Nullable JsonPointer[] pointers) throws IOException {
        boolean leads = false;
        for (int i = 0; i < pointers.length; i++) {
            JsonPointer pointer = pointers[i];
            if (pointer != null && pointer.matches()) {
                types[i] = type(parser.currentToken());
                values[i] = types[i] == 0 ? null : parser.getText();
            }
            leads |= pointer != null && !pointer.matches();
        }
        if (leads && parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
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

    private void walkOrSkip(JsonParser parser, @Nullable JsonPointer[] below) throws IOException {
        if (below.length == 0) {
            parser.skipChildren();
        } else {
            walk(parser, below);
        }
    }

    /** What is left of the pointers that lead on by this name, or by this index if it is not negative; empty if none. */
    private static @Nullable JsonPointer[] below(@Nullable JsonPointer[] pointers, String name, int index) {
        @Nullable JsonPointer[] below = NONE;
        for (int i = 0; i < pointers.length; i++) {
            JsonPointer pointer = pointers[i];
            if (pointer == null || pointer.matches()) {
                continue;
            }
            JsonPointer next = index < 0 ? pointer.matchProperty(name) : pointer.matchElement(index);
            if (next != null) {
                below = below.length == 0 ? new @Nullable JsonPointer[pointers.length] : below;
                below[i] = next;
            }
        }
        return below;
    }

    /** What leads the key's text, so that 1 and "1" are two keys; 0 for what is no key. */
    private static byte type(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> 's';
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> 'n';
            case VALUE_TRUE, VALUE_FALSE -> 'b';
            default -> 0;
        };
    }

    private void add() {
        int length = 0;
        for (int i = 0; i < types.length; i++) {
            String value = values[i];
            if (value == null) {
                missing++;
                return;
            }
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            if (length + utf8.length + 3 > bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * (length + utf8.length + 3));
            }
            // The length leads, so that ("ab","c") and ("a","bc") are two keys.
            bytes[length] = (byte) utf8.length;
            bytes[length + 1] = (byte) (utf8.length >> 8);
            bytes[length + 2] = types[i];
            System.arraycopy(utf8, 0, bytes, length + 3, utf8.length);
            length += utf8.length + 3;
        }
        put(fingerprint.add(bytes, 0, length).take());
    }

    private void put(long value) {
        if (count == found.length) {
            found = Arrays.copyOf(found, 2 * count);
        }
        found[count++] = value;
    }
}
