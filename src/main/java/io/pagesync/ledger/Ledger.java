package io.pagesync.ledger;

import java.time.Instant;
import java.util.List;

/**
 * The runs of all syncs and the state of their pages. This is the seam behind which they become durable: a run begins at
 * what its ledger says is done, tells it what is certain, and takes its verdict from it. Implementations are thread-safe.
 */
public interface Ledger extends RunHistory {
    /**
     * Opens a run of a sync: the last one goes on if it was cut short or left pages out, the request asks for the same, and
     * it is young enough; else a new one begins, and its {@link RunLedger#beginning} says why. The request's {@link Start}
     * may ask for a new one all the same, or for no other than that one, which is the sync's last then.
     *
     * @throws AlreadyRunningException if a run of the sync is open, here or in another process
     * @throws StartTakenException if a missed start was made up for by another run
     * @throws io.pagesync.PagesyncException if the ledger cannot be had, or the one run that was asked for cannot be gone on
     *     with; then nothing is asked for
     */
    RunLedger open(RunRequest request);

    /** Whether it keeps the marks of syncs that ask only for what has changed; only then is there a use in asking so. */
    default boolean keepsMarks() {
        return false;
    }

    /** So many actions of persons are kept. */
    int MOST_ACTIONS = 1000;

    /** Keeps what a person has had done by hand, the newest {@value #MOST_ACTIONS}, as long as it keeps runs. */
    default void note(Action action) {
        // Who keeps no runs that have ended keeps none of these.
    }

    /** What persons have had done by hand, the newest first, at most so many. */
    default List<Action> actions(int most) {
        return List.of();
    }

    /** The time, by the clock that the moments of runs are of, which may be another machine's. */
    default Instant now() {
        return Instant.now();
    }

    /** The processes of a cluster that deliver pages, by host; none where the ledger is one process's. */
    default List<Worker> workers() {
        return List.of();
    }

    /**
     * A process of a cluster that delivers pages.
     *
     * @param host for people, such as {@code PID 4711 on db1}
     * @param version its Pagesync's
     * @param pages how many pages it has delivered
     * @param perMinute how many it delivers a minute, by the last one
     * @param inFlight how many it has under way
     * @param started when it was started
     * @param seen its last sign of life
     * @param alive whether that is so recent that its pages are its own
     */
    record Worker(
            String host,
            String version,
            long pages,
            int perMinute,
            int inFlight,
            Instant started,
            Instant seen,
            boolean alive) {}

    /**
     * What a person has had done by hand.
     *
     * @param at when
     * @param who by what the person was known, and from which address
     * @param what run, stop, retry, approve or reset
     * @param sync the sync's name
     * @param run the run's id; empty if it is of none
     * @param result what became of it, in one sentence
     */
    record Action(Instant at, String who, String what, String sync, String run, String result) {}
}
