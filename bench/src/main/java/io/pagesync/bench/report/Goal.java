package io.pagesync.bench.report;

/**
 * What is to be reached, and whether it is.
 *
 * @param what is compared
 * @param asked the goal, as a reader understands it
 * @param reached what was measured, likewise
 * @param met whether that is enough
 */
public record Goal(String what, String asked, String reached, boolean met) {}
