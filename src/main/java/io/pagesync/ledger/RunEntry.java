package io.pagesync.ledger;

import io.pagesync.report.RunReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as its ledger has it.
 *
 * @param id its id
 * @param sync the sync's name
 * @param url the collection, without secrets
 * @param state whether it is open
 * @param owner who runs it, or did last, such as {@code PID 4711 on db1}
 * @param attempts how many processes have worked on it, one after the other
 * @param started when it was opened first
 * @param seen the last sign of life of whoever runs it, or did last
 * @param done how much of it is done
 * @param report its report; null as long as it never ended by itself
 */
public record RunEntry(
        String id,
        String sync,
        String url,
        State state,
        String owner,
        int attempts,
        Instant started,
        Instant seen,
        RunLedger.Totals done,
        @Nullable RunReport report) {
    /** The same run, of which this is the report now. */
    RunEntry with(RunReport now) {
        return new RunEntry(id, sync, url, state, owner, attempts, started, seen, done, now);
    }

    /** Whether a run is open. */
    public enum State {
        /** Somebody works on it. */
        RUNNING,
        /** Whoever worked on it gives no sign of life any more. */
        CUT_SHORT,
        /** It has a report. */
        ENDED
    }
}
