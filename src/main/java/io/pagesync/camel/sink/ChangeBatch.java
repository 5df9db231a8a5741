package io.pagesync.camel.sink;

import io.pagesync.database.own.outbox.Outbox.Waiting;
import io.pagesync.database.publish.Outlet;
import io.pagesync.run.turn.RunStoppedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Changes that are on their way to an endpoint, and what has become of them. Thread-safe. */
final class ChangeBatch {
    private static final int LANES = 8;

    private final List<Waiting> changes;
    private final BooleanSupplier goesOn;
    private final boolean keyed;
    private final List<Long> sent = new ArrayList<>();
    private @Nullable String failure;

    /**
     * Of these changes.
     *
     * @param keyed whether the endpoint wants their keys for records of Kafka
     */
    ChangeBatch(List<Waiting> changes, BooleanSupplier goesOn, boolean keyed) {
        this.changes = changes;
        this.goesOn = goesOn;
        this.keyed = keyed;
    }

    /** The changes in lanes, in their order; a key has one lane. */
    List<List<Waiting>> lanes() {
        List<List<Waiting>> lanes = new ArrayList<>();
        for (int i = 0; i < LANES; i++) {
            lanes.add(new ArrayList<>());
        }
        changes.forEach(each ->
                lanes.get(Math.floorMod(each.change().key().hashCode(), LANES)).add(each));
        lanes.removeIf(List::isEmpty);
        return lanes;
    }

    boolean isKeyed() {
        return keyed;
    }

    /**
     * Checks that another change may be sent.
     *
     * @throws RunStoppedException if not
     */
    void requireOn() {
        if (!goesOn.getAsBoolean()) {
            throw new RunStoppedException("nothing more is to be sent");
        }
    }

    synchronized void sent(long place) {
        sent.add(place);
    }

    /** A change was not taken, for this reason. */
    synchronized void failed(String why) {
        failure = failure == null ? why : failure;
    }

    synchronized Outlet.Sent outcome() {
        return new Outlet.Sent(sent, failure);
    }
}
