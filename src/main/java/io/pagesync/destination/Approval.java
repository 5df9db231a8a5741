package io.pagesync.destination;

import java.util.List;

/** What a run has found gone in a destination and left there, because to delete it takes a person's word. */
public interface Approval {
    /** What would be done, in one sentence. */
    String what();

    /** Which rows it is about, a line each, no more than so many; none where they have no keys. */
    List<String> keys(int most);

    /**
     * Does it.
     *
     * @return what was done, in one sentence
     * @throws io.pagesync.PagesyncException if it cannot be done, or another run has begun
     */
    String carryOut();
}
