package io.pagesync.since;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a run of a sync with marks is to be asked for.
 *
 * @param since how the sync asks for changes
 * @param fullDue when a run for everything was due last by the sync's schedule for these; null if it has none
 */
public record SinceRequest(Since since, @Nullable Instant fullDue) {}
