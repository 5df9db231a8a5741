package io.pagesync.partition;

import java.util.List;
import java.util.Map;

/**
 * A window: all from one tick up to another, which is outside.
 *
 * @param axis what it is cut from
 * @param from the first tick
 * @param to the tick behind the last one
 */
record Window(Axis axis, long from, long to) implements Slice {
    static final String FROM = "from";
    static final String TO = "to";
    static final String LAST = "last";

    @Override
    public String name() {
        return axis.text(from) + ".." + axis.text(to);
    }

    /** The end twice: for APIs that leave it out, and for those that have the last one inside. */
    @Override
    public Map<String, String> values() {
        return Map.of(FROM, axis.text(from), TO, axis.text(to), LAST, axis.text(to - 1));
    }

    /** None: windows move from run to run, and a record has one key whichever window it came in. */
    @Override
    public Map<String, String> scope() {
        return Map.of();
    }

    @Override
    public boolean isOfNumbers() {
        return axis == Axis.NUMBER;
    }

    @Override
    public List<Slice> halves() {
        if (to - from < 2) {
            return List.of();
        }
        long middle = from + (to - from) / 2;
        return List.of(new Window(axis, from, middle), new Window(axis, middle, to));
    }
}
