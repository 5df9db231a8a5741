package io.pagesync.partition;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The slices of a collection whose turn is still to come, each with its place among all: those that can be told, and those
 * that are added on the way, which go first. Used by one thread at a time.
 */
public final class SliceQueue implements AutoCloseable {
    private final @Nullable Slices all;
    private final Instant now = Instant.now();
    private final OptionalLong known;
    private final Deque<Placed> waiting = new ArrayDeque<>();
    private Slices.@Nullable Opened opened;
    private boolean exhausted;
    private long places;

    /**
     * A slice and where it stands.
     *
     * @param place a text; texts sort as the slices do
     */
    public record Placed(String place, Slice slice) {}

    /** All slices, as far as they can be told; null if none can. */
    public SliceQueue(@Nullable Slices all) {
        this.all = all;
        this.known = all == null ? OptionalLong.empty() : all.count(now);
    }

    /** How many can be told; empty if that is not known before they are all there. */
    public OptionalLong known() {
        return known;
    }

    /**
     * Takes the next one; null if there is none now.
     *
     * @throws io.pagesync.PagesyncException if it cannot be had; none can be told after it
     */
    public @Nullable Placed next() {
        return waiting.isEmpty() ? told() : waiting.remove();
    }

    private @Nullable Placed told() {
        if (all == null || exhausted) {
            return null;
        }
        // Where it cannot be had, there is none after it.
        exhausted = true;
        Slices.Opened from = opened == null ? all.open(now) : opened;
        opened = from;
        Slice next = from.next();
        exhausted = next == null;
        return next == null ? null : placed(next);
    }

    private Placed placed(Slice slice) {
        return new Placed(String.format(Locale.ROOT, "%012d", places++), slice);
    }

    /** One more, behind those that were added before. */
    public void add(Slice slice) {
        waiting.add(placed(slice));
    }

    /** The halves of a slice, which take its place and are the next. */
    public void putBack(String place, List<Slice> halves) {
        for (int i = halves.size() - 1; i >= 0; i--) {
            waiting.addFirst(new Placed(place + i, halves.get(i)));
        }
    }

    /** How many are here that were added or put back. */
    public int waiting() {
        return waiting.size();
    }

    /** Whether all that can be told have been taken. */
    public boolean isExhausted() {
        return exhausted;
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
