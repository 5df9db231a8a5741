package io.pagesync.camel.operate;

import io.pagesync.ledger.RunLedger;
import io.pagesync.run.Run;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether the workers of a run are stuck: for a long time nothing has moved, and nothing is waited for that will come. A
 * request that is under way (it has a deadline), a pause, a quota, a wait before another attempt, and a ledger that is away
 * are reasons; then nothing counts as stuck. What a destination takes for one page is none.
 *
 * <p>Time counts only between two looks that are at most a minute apart and have both found the run without a sign of
 * life: so what happened while nobody looked is never held against it, and one sign ends it. Example: looked at every ten
 * seconds, with 30 minutes allowed, a run is stuck after 180 looks in a row. Thread-safe.
 */
final class StuckRuns {
    private static final long LONGEST_GAP = TimeUnit.MINUTES.toNanos(1);

    private final Duration allowed;
    private final LongSupplier clock;
    private final Map<String, Seen> seen = new HashMap<>();

    /** What grows as long as a run moves. */
    private record Sign(long requests, long bytes, RunLedger.Totals done) {}

    private record Seen(Sign sign, long at, long still) {}

    /**
     * Nothing looked at yet.
     *
     * @param allowed for how long nothing may move; zero for any time
     * @param clock a monotonic clock in nanoseconds
     */
    StuckRuns(Duration allowed, LongSupplier clock) {
        this.allowed = allowed;
        this.clock = clock;
    }

    /** Looks at the open runs; says of the first that is stuck what is known, in one sentence. */
    synchronized Optional<String> look(List<Run> open) {
        long now = clock.getAsLong();
        seen.keySet().retainAll(open.stream().map(Run::id).toList());
        Optional<String> stuck = Optional.empty();
        for (Run run : open) {
            Sign sign = new Sign(
                    run.traffic().requests(),
                    run.traffic().bytes(),
                    run.ledger().totals());
            long time = still(run, sign, now);
            seen.put(run.id(), new Seen(sign, now, time));
            if (stuck.isEmpty() && !allowed.isZero() && time >= allowed(run)) {
                stuck = Optional.of(
                        "the run " + run.id() + " of " + run.collection().sync() + " has not moved for "
                                + TimeUnit.NANOSECONDS.toMinutes(time)
                                + " min and waits for nothing that is known; most likely a destination hangs");
            }
        }
        return stuck;
    }

    /** For how long it has not moved, in nanoseconds. */
    private long still(Run run, Sign sign, long now) {
        Seen before = seen.get(run.id());
        if (before == null || !before.sign.equals(sign)) {
            return 0;
        }
        long gap = now - before.at;
        if (gap > LONGEST_GAP) {
            return before.still;
        }
        return hasReason(run) ? 0 : before.still + gap;
    }

    /** At a rate below a request in that time, three of them. */
    private long allowed(Run run) {
        double rate = run.api().settings().rateLimit();
        return Math.max(allowed.toNanos(), rate == 0 ? 0 : (long) (3e9 / rate));
    }

    private static boolean hasReason(Run run) {
        return run.api().inFlight() > 0
                || !run.api().pace().waitLeft().isZero()
                || run.stop().isResting()
                || !run.ledger().isHeld();
    }
}
