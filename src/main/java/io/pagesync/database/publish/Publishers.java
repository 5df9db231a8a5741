package io.pagesync.database.publish;

import io.pagesync.InvalidSettingException;
import io.pagesync.database.Database;
import io.pagesync.database.change.ChangeLog;
import io.pagesync.database.ledger.lease.Timing;
import io.pagesync.database.table.TableSettings;
import io.pagesync.run.Run;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Who sends changes in a process: for each outbox one publisher, as long as a run writes to its table, or for as long as the host
 * lives where that serves. Thread-safe.
 */
public final class Publishers implements AutoCloseable {
    /** How long nothing goes out before a run gives up waiting for the rest. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Outlets outlets;
    private final Duration patience;
    private final Map<Place, Open> open = new HashMap<>();
    private boolean over;

    private record Place(Database database, String outbox) {}

    private record Open(Publisher publisher, String endpoint) {}

    /** Of a host with these endpoints. */
    public Publishers(Outlets outlets) {
        this(outlets, PATIENCE);
    }

    /**
     * The same.
     *
     * @param patience how long nothing goes out before a run gives up waiting for the rest
     */
    public Publishers(Outlets outlets, Duration patience) {
        this.outlets = outlets;
        this.patience = patience;
    }

    /**
     * Checks that changes may go to an endpoint.
     *
     * @throws InvalidSettingException if there is no such one, with the cure
     */
    public void require(String endpoint) {
        outlets.require(endpoint);
    }

    /**
     * Sends the changes of a run's table, what others have left among them, until the run is over.
     *
     * @param settings the table, whose changes are told
     */
    public Feed feed(Database database, TableSettings settings, Run run) {
        Publisher publisher = use(database, settings, run.collection().sync());
        return new Feed(publisher, () -> release(database, publisher), settings, run, patience);
    }

    /**
     * Sends what runs of a sync have left, and leave, until the host ends.
     *
     * @param settings the table, whose changes are told
     */
    public void serve(Database database, TableSettings settings, String sync) {
        var unused = use(database, settings, sync);
    }

    private synchronized Publisher use(Database database, TableSettings settings, String sync) {
        String outbox = ChangeLog.outbox(sync, settings.table());
        Place place = new Place(database, outbox);
        String endpoint = settings.changes().endpoint();
        Open there = open.get(place);
        if (there == null) {
            Publisher made = new Publisher(
                    new WaitingChanges(database, outbox),
                    outlets.open(outbox, endpoint),
                    new PublisherLease(new WaitingChanges(database, outbox), Timing.DEFAULT));
            if (over) {
                made.close();
            }
            there = new Open(made, endpoint);
            open.put(place, there);
        } else if (!there.endpoint().equals(endpoint)) {
            throw new InvalidSettingException("the sync " + sync + " has two sinks for the table " + settings.table()
                    + " whose changes go to different endpoints; let both name the same one");
        }
        there.publisher().use();
        return there.publisher();
    }

    private synchronized void release(Database database, Publisher publisher) {
        if (publisher.release()) {
            open.remove(new Place(database, publisher.changes().outbox()));
        }
    }

    /** Ends all of them, behind the change that each is sending; what is not sent yet waits for the next start. */
    @Override
    public synchronized void close() {
        over = true;
        open.values().forEach(each -> each.publisher().close());
    }
}
