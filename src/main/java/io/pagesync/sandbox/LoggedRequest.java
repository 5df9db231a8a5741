package io.pagesync.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * A request the sandbox has answered. Headers, query and body are not kept: they may hold secrets.
 *
 * @param startNanos when it arrived, in nanoseconds since the sandbox was started, on a clock that never goes back
 * @param startEpochMillis when it arrived, in milliseconds since 1970
 * @param method such as {@code GET}
 * @param path as it was sent, without the query
 * @param page the number of the page asked for, from 1 in every style; null if no page was asked for, or one that cannot be
 * @param status of the answer; 0 if the connection was reset before any
 * @param complete false if the answer was cut on purpose
 * @param inFlight how many requests were being answered when it arrived, itself included; from 1 up. One counts as
 *     answered just before its last byte is sent, or a client that is fast enough would seem to hold two.
 */
public record LoggedRequest(
        long startNanos,
        long startEpochMillis,
        String method,
        String path,
        @Nullable Integer page,
        int status,
        boolean complete,
        int inFlight) {}
