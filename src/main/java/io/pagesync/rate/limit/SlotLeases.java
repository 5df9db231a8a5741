package io.pagesync.rate.limit;

import java.time.Duration;

/** Where the processes that share an API's slots get theirs, each for a while. Called by one thread of a process at a time. */
public interface SlotLeases {
    /** For how long slots are given, by the clock of whoever gives them; a process that is gone has none after that. */
    Duration LEASE = Duration.ofSeconds(15);

    /**
     * Has slots given to this process, in place of those that it has.
     *
     * @param inUse how many it uses, which stay its own until it says that it uses fewer; 0 or more
     * @param wanted how many it could use, {@code inUse} or more
     * @return how many it is to have; fewer than it wants where others have them, or want them too, and fewer than it uses where
     *     it is to give some back
     * @throws RuntimeException if that cannot be known, with a sentence that says why
     */
    int share(int inUse, int wanted);

    /**
     * The process uses none any more.
     *
     * @throws RuntimeException if that cannot be written, with a sentence that says why; the lease ends by itself
     */
    void giveBack();
}
