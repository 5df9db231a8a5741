package io.pagesync.database.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The fields of records that come one after the other: each knows which one came behind it last, whose bytes are compared first.
 * Not thread-safe.
 */
final class ScannedFields {
    private final ToIntFunction<String> slots;
    private final Map<String, Field> fields = new HashMap<>();
    private final Field head = new Field("", new byte[0], -1);

    /**
     * No field yet.
     *
     * @param slots the slot of a name; asked once for each
     */
    ScannedFields(ToIntFunction<String> slots) {
        this.slots = slots;
    }

    /** A field. */
    static final class Field {
        private final String name;
        private final byte[] bytes;
        private final int slot;
        private @Nullable Field next;

        private Field(String name, byte[] bytes, int slot) {
            this.name = name;
            this.bytes = bytes;
            this.slot = slot;
        }

        /** Its name. */
        String name() {
            return name;
        }

        /** Where its values go. */
        int slot() {
            return slot;
        }
    }

    /** Stands before the first field of a record. */
    Field head() {
        return head;
    }

    /** The field at whose name the scan is, which goes behind it; null where the name needs a parser. */
    @Nullable
    Field at(RecordScan scan, Field before) {
        Field guess = before.next;
        if (guess != null && scan.isName(guess.bytes)) {
            return guess;
        }
        if (scan.name() != RecordScan.Kind.TEXT) {
            return null;
        }
        byte[] bytes = Arrays.copyOfRange(scan.array(), scan.from(), scan.to());
        String name = new String(bytes, StandardCharsets.UTF_8);
        Field field = fields.computeIfAbsent(name, any -> new Field(name, bytes, slots.applyAsInt(name)));
        before.next = field;
        return field;
    }
}
