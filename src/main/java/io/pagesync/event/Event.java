package io.pagesync.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Locale;

/**
 * Something that operators are told.
 *
 * @param event what kind it is, such as {@code state-changed}
 * @param time when, ISO 8601 in UTC
 * @param sync the sync; empty if it is about an API
 * @param api the API; empty if it is about a sync
 * @param run the run's id; empty if it is about none
 * @param state what the state is now, such as {@code failed} or {@code ok}; empty if the event is about none
 * @param was what it was before; empty if that is not known
 * @param sentence what happened, in one sentence, without secrets
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"event", "time", "sync", "api", "run", "state", "was", "sentence"})
public record Event(
        String event, String time, String sync, String api, String run, String state, String was, String sentence) {
    /** What is told. */
    public enum Type {
        /** A run has ended as the ones before it did. */
        RUN_ENDED,
        /** A sync is in another state than after its last run. */
        STATE_CHANGED,
        /** Rows are gone and wait for a person's word. */
        DELETES_BLOCKED,
        /** A run has changed a table that was there, so that it holds the records. */
        TABLE_CHANGED,
        /** A scheduled start did not come in time. */
        START_MISSED,
        /** An API refuses what proves who asks. */
        CREDENTIALS_FAILING,
        /** It accepts that again. */
        CREDENTIALS_ACCEPTED,
        /** Somebody tries whether events arrive. */
        TEST;

        /** How it is written. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
