package io.pagesync.partition;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All slices of a collection, in order. They are made one by one: there may be a million. Immutable. */
public interface Slices {
    /** The names of the placeholders that each slice has a value for. */
    Set<String> placeholders();

    /**
     * How many there are; empty if that is not known before they are all there.
     *
     * @param now the present, as far as the slices depend on it
     */
    OptionalLong count(Instant now);

    /**
     * Begins at the first one.
     *
     * @throws io.pagesync.PagesyncException if they cannot be had, such as a file that cannot be read
     */
    Opened open(Instant now);

    /** Gives the slices, one after the other. Used by one thread at a time. */
    interface Opened extends AutoCloseable {
        /**
         * The next slice; null if there is none.
         *
         * @throws io.pagesync.PagesyncException if it cannot be had; there is none after it
         */
        @Nullable
        Slice next();

        @Override
        default void close() {}
    }
}
