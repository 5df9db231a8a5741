package io.pagesync.partition;

import java.util.List;
import java.util.Map;

/** One slice of a collection, before anything is asked for. Immutable. */
public interface Slice {
    /** How people call it, such as {@code licenseNumber=C11-0000001-LIC} or {@code 2024-01-01..2024-02-01}. */
    String name();

    /** What stands for the placeholders in path and query, by their names; not encoded. */
    Map<String, String> values();

    /**
     * What makes its records those of this slice and no other, so that two slices may use the same keys; empty where the
     * slices cut one collection, in which a key is unique.
     */
    Map<String, String> scope();

    /** Whether the values are numbers where a JSON body takes them. */
    default boolean isOfNumbers() {
        return false;
    }

    /** The two halves of it, in order; empty if it cannot be halved. */
    default List<Slice> halves() {
        return List.of();
    }
}
