package io.pagesync.run.failure;

/**
 * The error that a page of a run ended in.
 *
 * @param page the page's number
 * @param error what was thrown
 */
public record PageError(int page, Throwable error) {}
