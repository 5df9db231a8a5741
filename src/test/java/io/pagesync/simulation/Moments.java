package io.pagesync.simulation;

import java.util.Random;

/** Where in a simulated process something may happen to it: each is counted, and at one of them it is killed. */
final class Moments {
    /** So many are no end; a run has a few hundred. */
    private static final int MOST = 20_000;

    private final Random random;
    private int count;
    private int last = MOST;

    Moments(Random random) {
        this.random = random;
    }

    /** One process begins, which is killed within so many moments; it lives as long as it likes with 0. */
    void begin(int killedWithin) {
        count = 0;
        last = killedWithin == 0 ? MOST : 1 + random.nextInt(killedWithin);
    }

    /** One more. */
    void pass() {
        if (++count == last) {
            if (last == MOST) {
                throw new AssertionError("the run has no end");
            }
            throw new Crash();
        }
    }

    /** Whether something happens that does in this share of all cases. */
    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    /** One of so many, from 0. */
    int oneOf(int count) {
        return random.nextInt(count);
    }
}
