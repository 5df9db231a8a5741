package io.pagesync.kafka;

import com.carrotsearch.hppc.LongHashSet;
import io.pagesync.page.PageKeys;
import java.util.BitSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What has become of the records of a page, over all attempts to send them. Not thread-safe. */
final class Sending {
    private final BitSet open = new BitSet();
    private final SortedMap<Integer, String> refused = new TreeMap<>();
    private int known;

    Sending(int size) {
        open.set(0, size);
    }

    /** Those that are to be sent, in their order. */
    IntStream open() {
        return open.stream();
    }

    boolean isOver() {
        return open.isEmpty();
    }

    /** How many the topic had before. */
    int known() {
        return known;
    }

    /** Those that Kafka does not take, with its reasons. */
    SortedMap<Integer, String> refused() {
        return refused;
    }

    /** The topic has those that are so. */
    void leaveOut(IntPredicate there) {
        int before = open.cardinality();
        open().filter(there).forEach(open::clear);
        known += before - open.cardinality();
    }

    /** Kafka does not take these. */
    void refuse(Map<Integer, String> reasons) {
        refused.putAll(reasons);
        reasons.keySet().forEach(open::clear);
    }

    /**
     * All were sent and acknowledged but these, which are sent again, and behind them those of the same keys: the last one of a
     * key stays the last.
     */
    void onlyLost(BitSet lost, PageKeys keys) {
        LongHashSet again = new LongHashSet();
        open().forEach(index -> {
            boolean keyed = index < keys.size();
            if (lost.get(index)) {
                if (keyed) {
                    again.add(keys.get(index));
                }
            } else if (!keyed || !again.contains(keys.get(index))) {
                open.clear(index);
            }
        });
    }

    /** The topic has all that were to be sent. */
    void end() {
        open.clear();
    }
}
