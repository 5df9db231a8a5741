package io.pagesync.run.failure;

import io.pagesync.report.Verdict;

/**
 * What a run's destinations are told of it at its end.
 *
 * @param verdict the verdict on its pages
 * @param proved whether a record that was not among them is surely none of the collection's any more: the run was confirmed,
 *     or bracketed and its records are sorted by a key that only grows
 */
public record Ending(Verdict verdict, boolean proved) {}
