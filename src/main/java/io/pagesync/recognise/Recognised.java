package io.pagesync.recognise;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was recognised of a collection.
 *
 * @param parameters the parameters of {@code kamelet:collection-source} that it takes, beside those that were given
 * @param text what was recognised, in one clause; empty if nothing was
 * @param unsure what is not sure, with what decides it, each in one clause
 * @param decided whether all pages can be asked for; if not, what came may be one page of many
 * @param firstPage whether the first answer is the first page, as the parameters would ask for it
 */
public record Recognised(
        Map<String, String> parameters, String text, List<String> unsure, boolean decided, boolean firstPage) {
    /** Copies map and list. */
    public Recognised {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        unsure = List.copyOf(unsure);
    }
}
