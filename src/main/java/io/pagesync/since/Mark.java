package io.pagesync.since;

import java.math.BigInteger;

/**
 * A value of the field that says when a record was changed: a date, a time since 1970, or a number that only grows. Marks
 * compare as moments or numbers, however they are written.
 *
 * @param text as the API wrote it
 * @param form how it wrote it
 * @param position in nanoseconds since 1970, in UTC where it names no zone; of a number the number itself
 */
public record Mark(String text, MarkForm form, BigInteger position) implements Comparable<Mark> {
    /** Whether it is a time rather than a number. */
    boolean isTime() {
        return form.kind().isTime();
    }

    /** Whether both are times, or both are numbers. */
    boolean isLike(Mark other) {
        return isTime() == other.isTime();
    }

    /** The mark at this position, or the last one before, written in the same way. */
    Mark at(BigInteger other) {
        return new Mark(form.text(other), form, other);
    }

    @Override
    public int compareTo(Mark other) {
        return position.compareTo(other.position);
    }
}
