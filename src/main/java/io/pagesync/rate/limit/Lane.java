package io.pagesync.rate.limit;

import io.pagesync.rate.limit.SharedPermits.Grant;
import io.pagesync.rate.limit.SharedPermits.Unused;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The permits that a process has got from a line that several share, and what it is to ask for next: arithmetic on a
 * monotonic clock of its own.
 *
 * <p>A permit stands for a moment by the clock of whoever gives it. It may be used from that moment on, as {@link ClockOffset}
 * knows it, and for {@link #tolerance} behind it; then it is lost. So within a second as many requests leave as the second
 * has moments, and those of the tolerance before it: with moments at 98.8% of a limit of {@code N}, never more than
 * {@code N + 1}. Example: 200/s has moments 5.06 ms apart, and 198 or 199 of them lie within a second and its 13 ms. A request
 * that leaves later than that, since its connection took long to open, costs the next permit of the process, which keeps
 * the sum.
 *
 * <p>An answer that comes later than the tolerance would bring permits that are lost already, and so would the next one, while
 * the database or the machine is that slow. So the permits after it are asked for from a moment on by which their answer is
 * here, too ({@link #ahead}). That costs nothing where the line is busy, since its next moment is further ahead then.
 *
 * <p>As many permits are asked for as there are workers that wait, a little before the last is due; for {@link #SPAN} at the
 * most, and twice the time that an answer takes. And none is used unless the line was looked at within {@link #FRESH} before:
 * whoever was told to leave the API alone writes it there, so a pause that is written holds every process after that time and
 * what two answers take. Not thread-safe.
 */
final class Lane {
    /** No moment. */
    static final long NEVER = Long.MAX_VALUE;

    /** How much time the permits of one asking may fill, in nanoseconds; beside it, twice the time that an answer takes. */
    static final long SPAN = 50_000_000;

    /** How long what was seen of the line counts, in nanoseconds; beside it, twice the time that its answer took. */
    static final long FRESH = 50_000_000;

    /**
     * An answer that takes longer than this may be about what was, in nanoseconds: the process has stood still, or the database
     * is as good as away.
     */
    static final long SLOW = 500_000_000;

    /** How long before they are due permits are asked for, in nanoseconds; and as long as an answer takes. */
    private static final long AHEAD = 25_000_000;

    /** For how long nothing is asked after a failure, in nanoseconds. */
    private static final long AGAIN = 500_000_000;

    private static final double SECOND = 1e9;

    /** What of the tolerance is left to the network, in nanoseconds. */
    private static final double NETWORK = 4e6;

    private static final double SHORTEST_TOLERANCE = 10e6;
    private static final double LONGEST_TOLERANCE = 250e6;

    /** The most at once where there is no rate. */
    private static final int WITHOUT_A_RATE = 100;

    /** What is not used beyond these stays counted. */
    private static final int MOST_UNUSED = 100;

    private final long apart;
    private final long tolerance;
    private final long mostOwed;
    private final ClockOffset clock = new ClockOffset();
    private final Deque<Block> held = new ArrayDeque<>();
    private final List<Unused> unused = new ArrayList<>();
    private int count;
    private long answerTook;
    private long ahead;
    private long seenUntil;
    private boolean seen;
    private long notBefore;
    private boolean failed;
    private long pausedUntil;
    private long owed;

    private static final class Block {
        private long next;
        private int left;

        Block(long next, int left) {
            this.next = next;
            this.left = left;
        }
    }

    /**
     * What to ask for.
     *
     * @param at when; {@link #NEVER} for not before something changes
     * @param permits how many; 0 to look at the pause alone
     */
    record Want(long at, int permits) {
        static final Want NOTHING = new Want(NEVER, 0);
    }

    /** Of a limit in permits a second, 0 for none, when nothing is known yet. */
    Lane(double perSecond, long now) {
        this.apart = perSecond == 0 ? 0 : Math.round(SECOND / (perSecond * Limits.SHARE));
        this.tolerance = perSecond == 0 ? Math.round(LONGEST_TOLERANCE) : tolerance(perSecond);
        this.mostOwed = Math.max(1, Math.round(perSecond));
        this.seenUntil = now;
        this.notBefore = now;
        this.pausedUntil = now;
    }

    /** How late all may be without one more than {@code N + 1} in a second, less what the network may do to them. */
    static long tolerance(double perSecond) {
        double all = ((perSecond + 1) / (perSecond * Limits.SHARE) - 1) * SECOND - NETWORK;
        return Math.round(Math.min(Math.max(all, SHORTEST_TOLERANCE), LONGEST_TOLERANCE));
    }

    /** How many are asked for at the most: with slow answers more, or they would come too seldom. */
    private int most() {
        return apart == 0 ? WITHOUT_A_RATE : (int) Math.max(1, (SPAN + 2 * answerTook) / apart);
    }

    /** How far apart permits are, in nanoseconds; 0 without a rate. */
    long apart() {
        return apart;
    }

    /** How long from the line's now the permits that are asked for next are to begin, in nanoseconds. */
    long ahead() {
        return ahead;
    }

    /** When the first permit may be used; {@link #NEVER} if there is none, or the line must be looked at before. */
    long due(long now) {
        drop(now);
        Block first = held.peekFirst();
        if (first == null || !seen) {
            return NEVER;
        }
        long due = clock.ours(first.next, now);
        return later(due, now) - seenUntil > 0 ? NEVER : due;
    }

    /** Whether it has no permit that may be used by and by. */
    boolean isEmpty(long now) {
        drop(now);
        return held.isEmpty();
    }

    /** Lets go of what is too late, and of what is owed. */
    private void drop(long now) {
        for (Block first; (first = held.peekFirst()) != null; ) {
            if (owed > 0) {
                owed--;
            } else if (clock.ours(first.next, now) + tolerance - now >= 0) {
                return;
            }
            lose(first, 1);
        }
    }

    private void lose(Block block, int permits) {
        int end = unused.size() - 1;
        Unused last = end < 0 ? null : unused.get(end);
        if (last != null && last.first() + last.permits() * apart == block.next) {
            unused.set(end, new Unused(last.first(), last.permits() + permits));
        } else if (end < MOST_UNUSED) {
            unused.add(new Unused(block.next, permits));
        }
        pass(block, permits);
    }

    private void pass(Block block, int permits) {
        block.next += permits * apart;
        block.left -= permits;
        count -= permits;
        if (block.left == 0) {
            held.remove(block);
        }
    }

    /** Uses the first permit, which is {@link #due}; says which moment it stands for, by the clock of whoever gave it. */
    long take() {
        Block first = held.getFirst();
        long moment = first.next;
        pass(first, 1);
        return moment;
    }

    /** A request has left at {@code now} with a permit that was due then: too late, and the next one is not used. */
    void sent(long due, long now) {
        if (now - due > tolerance && owed < mostOwed && apart > 0) {
            owed++;
        }
    }

    /** What to ask for, when so many wait, for whom all else is right at {@code due}. */
    Want want(long now, long due, int waiting) {
        drop(now);
        long before = AHEAD + answerTook;
        if (count == 0) {
            return new Want(later(notBefore, due - before), Math.min(most(), waiting));
        }
        Block last = held.getLast();
        int wanted = waiting - heldAt(now + answerTook - AHEAD, now);
        long more = wanted > 0 ? clock.ours(last.next + (last.left - 1) * apart, now) + apart - before : NEVER;
        long first = later(later(clock.ours(held.getFirst().next, now), due), now);
        long look = !seen || first - seenUntil > 0 ? later(first - before, notBefore) : NEVER;
        if (more != NEVER && (look == NEVER || more - look <= 0 || more - now <= 0)) {
            return new Want(later(more, notBefore), Math.min(most(), wanted));
        }
        return look == NEVER ? Want.NOTHING : new Want(look, 0);
    }

    /** How many are due later. Where answers are slow, whoever uses one before waits again by the time that the next comes. */
    private int heldAt(long time, long now) {
        int all = 0;
        for (Block each : held) {
            long past = apart == 0 ? 0 : Math.floorDiv(time - clock.ours(each.next, now), apart) + 1;
            all += (int) Math.min(each.left, Math.max(0, each.left - past));
        }
        return all;
    }

    /** What was not used since it was asked last; it is forgotten with that. */
    List<Unused> unused() {
        List<Unused> all = List.copyOf(unused);
        unused.clear();
        return all;
    }

    /** Whether there is something that was not used. */
    boolean hasUnused() {
        return !unused.isEmpty();
    }

    /** Nobody waits for what it has. */
    void giveUp() {
        for (Block each; (each = held.peekFirst()) != null; ) {
            lose(each, each.left);
        }
    }

    /** What was asked for came. */
    void granted(Grant grant, long asked, long answered) {
        failed = answered - asked > 2 * SLOW + FRESH;
        if (clock.heard(grant.now(), asked, answered)) {
            giveUp();
        }
        long took = Math.min(answered - asked, SLOW);
        answerTook = answerTook == 0 ? took : (7 * answerTook + took) / 8;
        long late = answered - clock.ours(grant.now(), answered);
        ahead = Math.max(late > tolerance ? Math.min(late, SLOW) : 0, ahead - ahead / 8);
        seen = true;
        seenUntil = asked + FRESH + 2 * took;
        notBefore = later(grant.usedUp() < 0 ? answered : clock.ours(grant.free(), answered), answered);
        pausedUntil = grant.pausedUntil() > grant.now() ? clock.ours(grant.pausedUntil(), answered) : answered;
        for (Block first; (first = held.peekFirst()) != null && first.next - grant.pausedUntil() < 0; ) {
            lose(first, 1);
        }
        if (grant.permits() > 0) {
            held.addLast(new Block(grant.first(), grant.permits()));
            count += grant.permits();
        }
    }

    /** What was asked for cannot be had. */
    void failed(long now) {
        failed = true;
        seen = false;
        notBefore = now + AGAIN;
    }

    /** What was seen counts no more, since our clock stood still. */
    void stoodStill() {
        seen = false;
        giveUp();
    }

    /** Whether the last asking failed. */
    boolean hasFailed() {
        return failed;
    }

    /** Until when the API is to be left alone. */
    long pausedUntil() {
        return pausedUntil;
    }

    /** By difference, because {@link System#nanoTime} may overflow. */
    private static long later(long a, long b) {
        return a - b > 0 ? a : b;
    }
}
