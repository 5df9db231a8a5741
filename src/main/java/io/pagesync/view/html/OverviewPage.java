package io.pagesync.view.html;

import io.pagesync.ledger.RunEntry;
import io.pagesync.report.OneLine;
import io.pagesync.report.RunReport;
import io.pagesync.report.Summary;
import io.pagesync.report.Times;
import io.pagesync.settings.QueryEncoding;
import io.pagesync.view.RunFacts;
import io.pagesync.view.SyncFacts;
import io.pagesync.view.WorkerFacts;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All syncs.
 *
 * @param frame what is around
 * @param tally how many stand how
 * @param tiles the syncs
 * @param none whether there is none
 * @param workers the processes that deliver pages, in a cluster
 * @param anyWorkers whether there are any
 * @param lines what the process has said last, the newest first
 */
public record OverviewPage(
        Frame frame,
        List<Count> tally,
        List<Tile> tiles,
        boolean none,
        List<WorkerFacts> workers,
        boolean anyWorkers,
        List<String> lines) {
    /**
     * A sync.
     *
     * @param name its name
     * @param path its path below {@code /syncs/}
     * @param state how it stands
     * @param paused until when its run sends no request; empty if it does not wait
     * @param age how old its last whole run is
     * @param late from when on that is too old; empty without a schedule
     * @param next when it starts next, in its zone; empty if it does not
     * @param why what is to be said of its last run
     * @param bars its last runs, the oldest first
     * @param summary what the bars show
     */
    record Tile(
            String name,
            String path,
            Mood.State state,
            String paused,
            String age,
            String late,
            String next,
            String why,
            List<RunRow> bars,
            String summary) {}

    /** So many syncs stand so. */
    record Count(Mood.State state, int syncs) {}

    /**
     * A sync and its last runs.
     *
     * @param facts how it stands
     * @param runs the newest first
     */
    public record Sync(SyncFacts facts, List<RunEntry> runs) {
        /** Copies the list. */
        public Sync {
            runs = List.copyOf(runs);
        }
    }

    /** The page of these syncs at this moment. */
    static OverviewPage of(Frame frame, List<Sync> syncs, List<WorkerFacts> workers, List<String> lines, Instant now) {
        Map<String, Integer> counts = new TreeMap<>();
        syncs.forEach(each -> counts.merge(each.facts().state(), 1, Integer::sum));
        return new OverviewPage(
                frame,
                counts.entrySet().stream()
                        .map(each -> new Count(Mood.state(each.getKey()), each.getValue()))
                        .toList(),
                syncs.stream().map(each -> tile(each, now)).toList(),
                syncs.isEmpty(),
                workers,
                !workers.isEmpty(),
                lines);
    }

    private static Tile tile(Sync sync, Instant now) {
        SyncFacts facts = sync.facts();
        RunFacts whole = facts.whole();
        List<RunRow> bars = new ArrayList<>();
        sync.runs().forEach(run -> bars.add(RunRow.of(run, now)));
        Collections.reverse(bars);
        Map<String, Long> states = bars.stream()
                .collect(Collectors.groupingBy(each -> each.state().text(), TreeMap::new, Collectors.counting()));
        return new Tile(
                facts.sync(),
                QueryEncoding.of(facts.sync()),
                Mood.state(facts.state()),
                facts.pausedUntil() == null
                        ? ""
                        : Times.moment(Instant.parse(facts.pausedUntil()), ZoneId.systemDefault()),
                whole == null ? "never" : Times.age(Instant.parse(whole.started()), now),
                moment(facts, facts.lateFrom()),
                moment(facts, facts.next()),
                sync.runs().isEmpty() ? "" : why(sync.runs().get(0), now),
                bars,
                "the last " + bars.size() + " runs: "
                        + states.entrySet().stream()
                                .map(each -> each.getValue() + " " + each.getKey())
                                .collect(Collectors.joining(", ")));
    }

    /** What waits for a person goes before what the verdict rests on. */
    private static String why(RunEntry last, Instant now) {
        RunReport report = last.report();
        if (report != null && !report.blocked().isEmpty()) {
            RunReport.Blocked first = report.blocked().get(0);
            return OneLine.of(String.format(
                    Locale.ROOT,
                    "%,d of %,d rows of %s are gone and wait to be deleted: %s",
                    first.rows(),
                    first.of(),
                    first.destination(),
                    first.why()));
        }
        String reason = OneLine.of(RunFacts.reason(last, now));
        return last.state() == RunEntry.State.RUNNING
                ? Summary.count(last.done().records(), "record", "records") + " so far, by " + reason
                : reason;
    }

    /** On the clock of the sync's schedule. */
    static String moment(SyncFacts facts, @Nullable String at) {
        String zone = facts.timeZone();
        return at == null
                ? ""
                : Times.moment(Instant.parse(at), zone == null ? ZoneId.systemDefault() : ZoneId.of(zone));
    }
}
