package io.pagesync.camel.api;

import io.pagesync.page.look.RawAnswer;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.run.RunScope;
import java.net.URI;

/** Is told of each answer that comes into a context, before anybody reads it; where the context has one. Thread-safe. */
public interface AnswerTap {
    /** To the request for a page, or for a look, there was an answer. */
    void answered(RunScope scope, PageRequest request, RawAnswer answer);

    /**
     * A log-in got a token.
     *
     * @param url where it was sent
     * @param body the answer, with the token in it
     */
    void loggedIn(URI url, byte[] body);
}
