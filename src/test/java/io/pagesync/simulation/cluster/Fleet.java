package io.pagesync.simulation.cluster;

import io.pagesync.database.SimulatedDatabase;
import io.pagesync.work.PageTask;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The processes of a cluster, what is between them, and what happens to them, by events in true time. */
final class Fleet {
    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000 * MILLI;

    /** Nothing happens to a process after that. */
    private static final long TROUBLE = 60 * SECOND;

    private static final long LATEST = 1_200 * SECOND;
    /** Whoever was stopped at the end of the run goes on within that. */
    private static final long AFTERWARDS = 70 * SECOND;

    final FleetPlan plan;
    final Random random;
    final SimulatedDatabase database;
    final Truth truth;
    final Deque<PageTask> queue = new ArrayDeque<>();
    /** The run's id, once it has begun. */
    @Nullable
    String run;

    private final List<Member> members = new ArrayList<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    /** What happens to whom, in the order of {@link #trouble}. */
    private static final List<String> KINDS =
            List.of("kill", "stop", "cut", "step of the clock", "sleep", "step of the database's clock instead");

    private final List<String> troubles = new ArrayList<>();
    private long number;
    private long time;
    private long databaseAhead;

    private record Event(long at, long number, Runnable what) {}

    Fleet(long seed, SimulatedDatabase database) throws SQLException {
        this.random = new Random(seed * 31 + 7);
        this.plan = FleetPlan.of(random);
        this.database = database;
        this.truth = new Truth(plan);
        // Later than any step back takes it to the moment 0, which stands for what nobody has.
        this.databaseAhead = 3_000_000 * SECOND;
        database.begin(() -> (time + databaseAhead) / MILLI);
        for (int i = 0; i < plan.processes(); i++) {
            members.add(new Member(this, i));
        }
        for (int i = 0; i < plan.troubles(); i++) {
            at((long) (Math.pow(random.nextDouble(), 3) * TROUBLE), this::trouble);
        }
    }

    long time() {
        return time;
    }

    void at(long when, Runnable what) {
        events.add(new Event(when, number++, what));
    }

    /** So many milliseconds at the most, in nanoseconds. */
    long within(int millis) {
        return 1 + (long) (random.nextDouble() * millis * MILLI);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** From the first message to some time after the run was closed; says what came of it. */
    Truth run() {
        members.get(0).begins();
        long end = LATEST;
        while (!events.isEmpty() && events.peek().at() <= end) {
            Event next = events.remove();
            time = next.at();
            next.what().run();
            if (truth.isClosed() && end == LATEST) {
                end = time + (plan.troubles() == 0 ? SECOND : AFTERWARDS);
            }
        }
        truth.requireWhole();
        return truth;
    }

    /** Messages may be lost, and come twice, and in any order. */
    void send(PageTask task) {
        if (chance(1) && time < TROUBLE) {
            return;
        }
        if (chance(2)) {
            queue.addFirst(task);
        }
        queue.addLast(task);
    }

    private void trouble() {
        // Rather to one that has to do with the run.
        List<Member> busy = members.stream().filter(Member::isBusy).toList();
        List<Member> some = busy.isEmpty() || chance(20) ? members : busy;
        Member one = some.get(random.nextInt(some.size()));
        int what = random.nextInt(plan.stepping() ? 6 : 5);
        troubles.add(String.format(Locale.ROOT, "%.1f s: %s of %s", time / 1e9, KINDS.get(what), one.name()));
        switch (what) {
            case 0 -> one.killed();
            case 1 -> one.stopped(within(60_000));
            case 2 -> one.cutOff(within(60_000));
            case 3 -> one.clockIsSet((random.nextInt(7200) - 3600) * SECOND);
            case 4 -> one.suspended(within(60_000));
            default -> databaseAhead += (random.nextInt(7200) - 3600) * SECOND;
        }
    }

    @Override
    public String toString() {
        return plan + " at " + time / SECOND + " s, " + troubles;
    }
}
