package io.pagesync.database.dialect;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a database is, and what it needs before somebody connects. */
@FunctionalInterface
public interface Place {
    /** As people call it: a file, or the data source's name. */
    String name();

    /** The file it is in; empty if it is in none of this machine's. */
    default Optional<Path> file() {
        return Optional.empty();
    }

    /** Properties that its driver is to have. */
    default Map<String, String> driverProperties() {
        return Map.of();
    }

    /**
     * Makes what must be there before a connection; asked before each transaction.
     *
     * @throws io.pagesync.InvalidSettingException if that cannot be
     */
    default void makeReady() {}

    /**
     * Whether the database is not there yet and would be made by the first connection.
     *
     * @throws io.pagesync.InvalidSettingException if it could not be made
     */
    default boolean toBeMade() {
        return false;
    }
}
