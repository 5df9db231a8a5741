package io.pagesync.event;

import io.pagesync.report.RunReport;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What of all that happens is a change, and told: a sync that fails every night is one event, and its recovery another.
 * Thread-safe.
 */
public final class StateChanges {
    private final boolean everyRun;
    private final Supplier<Instant> clock;
    private final Map<String, SyncState> states = new ConcurrentHashMap<>();
    private final Set<String> late = ConcurrentHashMap.newKeySet();

    /** Knows no state yet; {@code everyRun} says that each run is told, also one that changes nothing. */
    public StateChanges(boolean everyRun, Supplier<Instant> clock) {
        this.everyRun = everyRun;
        this.clock = clock;
    }

    /** How a sync stood after an earlier run, as far as nothing newer is known. */
    public void earlier(RunReport report) {
        SyncState.of(report).ifPresent(state -> states.putIfAbsent(report.sync(), state));
    }

    /** Whether nothing is known of a sync. */
    public boolean isNew(String sync) {
        return !states.containsKey(sync);
    }

    /**
     * A run has ended.
     *
     * @param sentence what is said of it
     */
    public Optional<Event> ended(RunReport report, String sentence) {
        SyncState now = SyncState.of(report).orElse(null);
        SyncState before = now == null ? states.get(report.sync()) : states.put(report.sync(), now);
        boolean changed = now != null && now != before && (before != null || now != SyncState.OK);
        if (!changed && !everyRun) {
            return Optional.empty();
        }
        Event.Type type = !changed
                ? Event.Type.RUN_ENDED
                : now == SyncState.BLOCKED ? Event.Type.DELETES_BLOCKED : Event.Type.STATE_CHANGED;
        return Optional.of(new Event(
                type.word(),
                time(),
                report.sync(),
                "",
                report.run(),
                now == null ? "" : now.word(),
                before == null ? "" : before.word(),
                sentence));
    }

    /** A run has ended that has changed tables; empty if it has not. */
    public Optional<Event> tables(RunReport report) {
        return report.tableChanges().isEmpty()
                ? Optional.empty()
                : Optional.of(new Event(
                        Event.Type.TABLE_CHANGED.word(),
                        time(),
                        report.sync(),
                        "",
                        report.run(),
                        "",
                        "",
                        String.join("; ", report.tableChanges())));
    }

    /** A run of a sync begins: it is no more late. */
    public void began(String sync) {
        late.remove(sync);
    }

    /** A start of a sync did not come in time; told once until a run begins. */
    public Optional<Event> missed(String sync, String sentence) {
        return late.add(sync)
                ? Optional.of(new Event(Event.Type.START_MISSED.word(), time(), sync, "", "", "", "", sentence))
                : Optional.empty();
    }

    /** An API refuses what proves who asks, or accepts it again; told by it when that changes. */
    public Event credentials(String api, boolean accepted, String sentence) {
        Event.Type type = accepted ? Event.Type.CREDENTIALS_ACCEPTED : Event.Type.CREDENTIALS_FAILING;
        String text = accepted ? "the API " + api + " accepts its credentials again" : sentence;
        return new Event(type.word(), time(), "", api, "", "", "", text);
    }

    /** One that says nothing but that it has arrived. */
    public Event test() {
        return new Event(
                Event.Type.TEST.word(),
                time(),
                "",
                "",
                "",
                "",
                "",
                "this is a test by pagesync notify --test; all is well");
    }

    private String time() {
        return clock.get().truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
