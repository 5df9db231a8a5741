package io.pagesync.camel.http;

import io.pagesync.api.ApiSettings.AnswerLimits;
import java.net.URI;
import org.apache.hc.core5.http.ClassicHttpRequest;

/** What one HTTP client sends: to which server, with which limits, and what is put on a request that no message carries. */
public interface Outgoing {
    /** The only server it talks to. */
    URI server();

    /** The limits of an answer. */
    AnswerLimits limits();

    /** Puts headers, and where there is one a body, on the request. */
    void dress(ClassicHttpRequest request);

    /** Path and query as they go over the wire; a secret parameter is at their end. */
    default String reveal(String pathAndQuery) {
        return pathAndQuery;
    }
}
