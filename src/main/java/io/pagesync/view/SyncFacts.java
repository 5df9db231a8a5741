package io.pagesync.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How a sync stands, as JSON has it. Times are ISO 8601 in UTC.
 *
 * @param sync its name
 * @param state fresh, running, late, blocked, unsent, drifted, cut short, refused, partial, never run or failed
 * @param exitCode the exit code that means it
 * @param schedule its schedule; null if it has none
 * @param timeZone the time zone that the schedule is read in; null if it has none
 * @param next when it starts next by that; null if it does not
 * @param lateFrom from when on it is late, if no other whole run begins before; null without a whole run, or if it never is
 * @param pausedUntil until when its open run sends no request; null if it does not wait, or has no open run here
 * @param last its last run; null if it has not run
 * @param whole its last whole run; null if none was
 * @param mark the mark that its next run begins at; null if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SyncFacts(
        String sync,
        String state,
        int exitCode,
        @Nullable String schedule,
        @Nullable String timeZone,
        @Nullable String next,
        @Nullable String lateFrom,
        @Nullable String pausedUntil,
        @Nullable RunFacts last,
        @Nullable RunFacts whole,
        @Nullable String mark) {}
