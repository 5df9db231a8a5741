package io.pagesync.database.row;

import org.jspecify.annotations.Nullable;

/** A record on its way into a table: where its values are in its page's text, by the slots of the page's fields. */
public final class Row {
    private final int position;
    private final PageText text;
    private final int[] bounds;
    private final boolean plain;

    /**
     * A row.
     *
     * @param position the record's place in its page, from 0
     * @param bounds where the value of each slot begins and ends in the text, both -1 where the field is missing or null;
     *     fields that came up in later records lie beyond the end
     * @param plain whether no value has a control character or a backslash
     */
    Row(int position, PageText text, int[] bounds, boolean plain) {
        this.position = position;
        this.text = text;
        this.bounds = bounds;
        this.plain = plain;
    }

    /** The record's place in its page, from 0. */
    public int position() {
        return position;
    }

    /** Whether no value has a control character or a backslash. */
    public boolean plain() {
        return plain;
    }

    /** Whether the slot has a value. */
    public boolean has(int slot) {
        return slot >= 0 && 2 * slot < bounds.length && bounds[2 * slot] >= 0;
    }

    /** The array that holds the value of a slot that has one. */
    public byte[] array() {
        return text.array();
    }

    /** Where in the array the value of a slot that has one begins. */
    public int from(int slot) {
        return bounds[2 * slot];
    }

    /** Where in the array it ends. */
    public int to(int slot) {
        return bounds[2 * slot + 1];
    }

    /** The same row with another value in a slot. */
    public Row with(int slot, String value) {
        int[] others = bounds.clone();
        others[2 * slot] = text.length();
        text.add(value);
        others[2 * slot + 1] = text.length();
        return new Row(position, text, others, false);
    }

    /** The value of a slot; null if it has none. */
    public @Nullable String text(int slot) {
        return has(slot) ? text.text(from(slot), to(slot)) : null;
    }
}
