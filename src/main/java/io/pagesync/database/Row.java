package io.pagesync.database;

import org.jspecify.annotations.Nullable;

/** A record on its way into a table: the texts of its values as they arrived, by the slots of its page's fields. */
final class Row {
    private final int position;
    private final @Nullable String[] texts;

    /**
     * A row.
     *
     * @param position the record's place in its page, from 0
     * @param texts null where the field is missing or null; fields that came up in later records lie beyond the end
     */
    Row(int position, @Nullable String[] texts) {
        this.position = position;
        this.texts = texts;
    }

    int position() {
        return position;
    }

    @Nullable
    String text(int slot) {
        return slot < 0 || slot >= texts.length ? null : texts[slot];
    }
}
