package io.pagesync.view.html;

import io.pagesync.ledger.RunEntry;
import io.pagesync.report.FailureLines.Line;
import io.pagesync.report.RunReport;
import io.pagesync.report.Summary;
import io.pagesync.report.Times;
import io.pagesync.settings.QueryEncoding;
import io.pagesync.view.LiveFacts;
import io.pagesync.view.RunFacts;
import io.pagesync.view.SyncFacts;
import io.pagesync.view.SyncPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sync.
 *
 * @param frame what is around
 * @param name its name
 * @param path its path below {@code /syncs/}
 * @param state how it stands
 * @param plan what is known of it and what it is to do, line by line
 * @param asked how much its last run has asked of the API
 * @param api the API
 * @param brought how much that run has brought
 * @param endpoints where that went
 * @param runs its last runs, the newest first
 * @param none whether there are none
 * @param open the id of its open run; empty if there is none
 * @param incremental whether it asks only for what has changed, unless everything is asked for
 */
public record SyncPage(
        Frame frame,
        String name,
        String path,
        Mood.State state,
        List<Line> plan,
        String asked,
        String api,
        String brought,
        List<String> endpoints,
        List<RunRow> runs,
        boolean none,
        String open,
        boolean incremental) {

    /**
     * The page of a sync at this moment.
     *
     * @param runs its last runs, the newest first
     * @param live where its open run is; null if it has none here
     */
    static SyncPage of(Frame frame, SyncPlan plan, List<RunEntry> runs, @Nullable LiveFacts live, Instant now) {
        SyncFacts facts = plan.facts();
        RunEntry last = runs.isEmpty() ? null : runs.get(0);
        RunReport report = last == null ? null : last.report();
        long requests = live != null
                ? live.requests()
                : report == null ? 0 : report.traffic().requests();
        return new SyncPage(
                frame,
                facts.sync(),
                QueryEncoding.of(facts.sync()),
                Mood.state(facts.state()),
                lines(plan, now),
                live == null && report == null ? "" : Summary.count(requests, "request", "requests"),
                plan.api(),
                last == null
                        ? ""
                        : Summary.count(last.done().records(), "record", "records") + " in "
                                + Summary.count(last.done().pages(), "page", "pages"),
                plan.endpoints(),
                runs.stream().map(run -> RunRow.of(run, now)).toList(),
                runs.isEmpty(),
                last != null && last.state() == RunEntry.State.RUNNING ? last.id() : "",
                plan.parameters().containsKey("sinceField"));
    }

    private static List<Line> lines(SyncPlan plan, Instant now) {
        SyncFacts facts = plan.facts();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("Collection", plan.url()));
        lines.add(new Line(
                "API",
                plan.api() + ", "
                        + (plan.limits().isEmpty() ? "no rate limit" : plan.limits()) + ", "
                        + Summary.count(plan.concurrency(), "request", "requests") + " in flight"));
        if (facts.schedule() != null) {
            lines.add(new Line("Schedule", facts.schedule() + " (" + facts.timeZone() + ")"));
        }
        if (facts.next() != null) {
            lines.add(new Line("Next start", OverviewPage.moment(facts, facts.next())));
        }
        RunFacts whole = facts.whole();
        if (whole != null) {
            Instant started = Instant.parse(whole.started());
            lines.add(new Line("Last whole run", Times.moment(started) + ", " + Times.age(started, now)));
        }
        if (facts.lateFrom() != null) {
            lines.add(new Line("Late from", OverviewPage.moment(facts, facts.lateFrom())));
        }
        if (facts.pausedUntil() != null) {
            lines.add(new Line("Paused until", OverviewPage.moment(facts, facts.pausedUntil())));
        }
        if (facts.mark() != null) {
            lines.add(new Line("Mark", facts.mark()));
        }
        plan.parameters().forEach((name, value) -> lines.add(new Line(name, value)));
        return lines;
    }
}
