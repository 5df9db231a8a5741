package io.pagesync.run.failure;

import io.pagesync.report.Verdict;

/**
 * What a run's destinations are told of it at its end.
 *
 * @param verdict the verdict on its pages
 * @param proved whether a record that was not among them is surely none of the collection's any more: the run was confirmed,
 *     or bracketed and its records are sorted by a key that only grows
 * @param all whether all of the collection was asked for; of one that asked only for what has changed, what did not come is not
 *     gone
 */
public record Ending(Verdict verdict, boolean proved, boolean all) {
    /** Of a run that has asked for all of its collection. */
    public Ending(Verdict verdict, boolean proved) {
        this(verdict, proved, true);
    }
}
