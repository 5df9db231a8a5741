package io.pagesync.database.change;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where changes come from.
 *
 * @param sync the sync's name
 * @param run the run's id
 * @param table the table, as the sink names it
 * @param scope the constants that lead the key, by the names of their columns
 * @param page the number of the page that has brought them; 0 for those that the end of a run makes
 */
public record ChangeSource(String sync, String run, String table, Map<String, String> scope, int page) {
    /** Copies the scope in its order. */
    public ChangeSource {
        scope = Collections.unmodifiableMap(new LinkedHashMap<>(scope));
    }
}
