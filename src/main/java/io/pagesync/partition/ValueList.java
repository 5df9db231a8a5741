package io.pagesync.partition;

import io.pagesync.InvalidSettingException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A slice for each of some values.
 *
 * @param placeholder the placeholder that takes the value
 * @param slices the slices, in order
 */
record ValueList(String placeholder, List<ValueSlice> slices) implements Slices {
    /** Checks that no value is there twice: it would be loaded twice. */
    ValueList {
        slices = List.copyOf(slices);
        Set<ValueSlice> seen = new HashSet<>();
        for (ValueSlice each : slices) {
            if (!seen.add(each)) {
                throw new InvalidSettingException("the partitions name " + each.name() + " twice");
            }
        }
    }

    @Override
    public Set<String> placeholders() {
        return Set.of(placeholder);
    }

    @Override
    public OptionalLong count(Instant now) {
        return OptionalLong.of(slices.size());
    }

    @Override
    public Opened open(Instant now) {
        Iterator<ValueSlice> values = slices.iterator();
        return () -> values.hasNext() ? values.next() : null;
    }
}
