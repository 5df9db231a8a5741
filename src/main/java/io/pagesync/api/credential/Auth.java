package io.pagesync.api.credential;

import java.util.Map;

/** How an API learns who asks, as it is configured. */
public interface Auth {
    /**
     * What proves it at run time, one object an API.
     *
     * @param seen is told every secret and token before it is used, so that it can be masked for ever after
     */
    Authorization open(Secrets seen);

    /** Whether requests carry secrets at all. */
    default boolean proves() {
        return true;
    }

    /** Requests prove nothing. */
    static Auth none() {
        return headers(Map.of());
    }

    /** Headers whose values are secrets and never change, such as the command line takes from the environment. */
    static Auth headers(Map<String, Secret> headers) {
        return new FixedHeaders(Map.copyOf(headers));
    }
}
