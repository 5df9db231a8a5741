package io.pagesync.ledger;

/**
 * A page that failed for good.
 *
 * @param partition the partition's name; empty for all of a collection
 * @param page its number
 * @param error what happened, in one sentence
 */
public record FailedPage(String partition, int page, String error) {}
