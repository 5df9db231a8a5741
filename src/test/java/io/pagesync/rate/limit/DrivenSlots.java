package io.pagesync.rate.limit;

import java.util.function.LongSupplier;

/** The slots of a process that are asked for step by step, by whoever plays it. */
public final class DrivenSlots {
    private final SharedSlots slots;

    public DrivenSlots(int most, SlotLeases leases, LongSupplier clock, LongSupplier wall) {
        this.slots = new SharedSlots(most, leases, clock, wall);
    }

    /** One more wants a slot, and tries to take it by and by. */
    public void join() {
        slots.join();
    }

    /** Whether a slot was free, and is the caller's now. */
    public boolean take() {
        try {
            return slots.takeFree();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public void release() {
        slots.release();
    }

    /** What its thread does; says after how many milliseconds to do so again, 0 for not before one is wanted. */
    public long ask() {
        return slots.ask();
    }
}
