package io.pagesync.database.row;

/**
 * A record the table cannot hold.
 *
 * @param position its place in its page, from 0
 * @param reason why, in one clause
 */
public record RefusedRecord(int position, String reason) {}
