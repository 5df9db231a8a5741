package io.pagesync.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sync, and what it is to do.
 *
 * @param facts how it stands
 * @param url the collection, without secrets
 * @param api the API's name
 * @param limits what may be asked of the API, in words; empty for no limit
 * @param concurrency how many requests may be in flight
 * @param parameters the parameters that are not left at their defaults, but for URL, query and body
 * @param endpoints where its pages go, without secrets
 */
public record SyncPlan(
        @JsonUnwrapped SyncFacts facts,
        String url,
        String api,
        String limits,
        int concurrency,
        Map<String, String> parameters,
        List<String> endpoints) {
    /** Copies map and list. */
    public SyncPlan {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        endpoints = List.copyOf(endpoints);
    }
}
