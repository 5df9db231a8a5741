package io.pagesync.recognise;

import io.pagesync.page.look.RawAnswer;

/** Asks once more for the collection, with another query. */
@FunctionalInterface
public interface Further {
    /** The answer, also one of an error status; the query is encoded. */
    RawAnswer ask(String query);
}
