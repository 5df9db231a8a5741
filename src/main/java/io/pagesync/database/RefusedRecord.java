package io.pagesync.database;

/**
 * A record the table cannot hold.
 *
 * @param position its place in its page, from 0
 * @param reason why, in one clause
 */
record RefusedRecord(int position, String reason) {}
