package io.pagesync.camel.http;

import io.pagesync.api.ApiSettings.AnswerLimits;
import io.pagesync.api.Attempt;
import java.net.URI;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;

/** What one HTTP client sends: to which server, with which limits, and what is put on a request that no message carries. */
public interface RequestCustomizer {
    /** The only server it talks to. */
    URI server();

    /** The limits of an answer. */
    AnswerLimits limits();

    /** Puts headers, and where there is one a body, on the request of an attempt. */
    void customize(ClassicHttpRequest request, Attempt attempt);

    /** The attempt whose request it is, by the context that the client has for it. */
    default Attempt attempt(HttpContext context) {
        return ExchangeInContext.of(context).fetch().attempt();
    }

    /** Whether a request may be sent twice, where it is not known whether the server has read it; a log-in may not. */
    default boolean mayRepeat() {
        return true;
    }

    /** Path and query as they go over the wire; a secret parameter is at their end. */
    default String reveal(String pathAndQuery, Attempt attempt) {
        return pathAndQuery;
    }
}
