package io.pagesync.database.publish;

import io.pagesync.database.own.outbox.Outbox.Waiting;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Sends changes to one endpoint of the host. */
public interface Outlet {
    /**
     * What became of changes that were to be sent.
     *
     * @param places the places of those that the endpoint has taken
     * @param failure why it has not taken another one, in one clause; null if it has taken all that were offered to it
     */
    record Sent(List<Long> places, @Nullable String failure) {
        /** Copies the list. */
        public Sent {
            places = List.copyOf(places);
        }
    }

    /** The endpoint as people may see it, without secrets. */
    String name();

    /**
     * Sends changes, those of one key one after the other in this order; behind one that is not taken none of its key.
     *
     * @param goesOn asked before each of them; false ends it early
     */
    Sent send(List<Waiting> changes, BooleanSupplier goesOn);
}
