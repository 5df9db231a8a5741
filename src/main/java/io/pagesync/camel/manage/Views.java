package io.pagesync.camel.manage;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.Api;
import io.pagesync.camel.api.Apis;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.camel.sink.SyncEndpoints;
import io.pagesync.camel.sync.CollectionParameters;
import io.pagesync.camel.sync.Sync;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.ledger.Ledger;
import io.pagesync.ledger.PartitionEntry;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.RunHistory.PageBlock;
import io.pagesync.ledger.RunId;
import io.pagesync.report.RunReport;
import io.pagesync.report.RunStatus;
import io.pagesync.report.Times;
import io.pagesync.run.Run;
import io.pagesync.view.Brake;
import io.pagesync.view.LiveFacts;
import io.pagesync.view.RefusedFacts;
import io.pagesync.view.RunDetails;
import io.pagesync.view.RunFacts;
import io.pagesync.view.RunPace;
import io.pagesync.view.SyncPlan;
import io.pagesync.view.WorkerFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a context, made anew for each look: of its ledger, and of what is under way. The one place that both the web
 * page and the REST interface are drawn from. Thread-safe.
 */
final class Views {
    /** The most partitions, failed pages and refused records that are shown of a run. */
    static final int MOST = 500;

    private static final int MOST_BLOCKS = 600;
    /** Among so many of a sync's last runs, the one is looked for that others come behind. */
    private static final int SEARCHED = 1000;

    private static final Duration WORTH_TELLING = Duration.ofSeconds(5);
    /** Of these the URL tells, without secrets. */
    private static final Set<String> IN_THE_URL =
            Set.of("api", "name", "path", "query", "body", "schedule", "timeZone");

    private final CamelContext context;
    private final Sampler sampler;

    Views(CamelContext context, Sampler sampler) {
        this.context = context;
        this.sampler = sampler;
    }

    Ledger ledger() {
        return Ledgers.of(context);
    }

    /** The processes of a cluster that deliver pages. */
    List<WorkerFacts> workers() {
        return ledger().workers().stream().map(WorkerFacts::of).toList();
    }

    /** All syncs of routes, by name, with so many of their runs at the most. */
    List<SyncLook> syncs(int runs) {
        Instant now = Instant.now();
        return Syncs.of(context).named().stream()
                .map(sync -> SyncLook.at(sync, ledger(), runs, entry(sync.name()), now))
                .toList();
    }

    /**
     * One of them.
     *
     * @throws InvalidSettingException if there is none, with the nearest name
     */
    SyncLook sync(String name, int runs) {
        return SyncLook.at(Syncs.of(context).get(name), ledger(), runs, entry(name), Instant.now());
    }

    /** The same with what it is to do. */
    SyncPlan plan(SyncLook look) {
        Sync sync = look.sync();
        Api api = Apis.of(context).get(sync.collection().api());
        return new SyncPlan(
                look.facts(pausedUntil(sync.name())),
                sync.collection().shownUrl(),
                api.settings().name(),
                api.settings().budget().text(api.settings().rateLimit()),
                api.settings().concurrency(),
                parameters(sync, api),
                SyncEndpoints.of(context, sync.name()).stream()
                        .map(Views::shown)
                        .toList());
    }

    private static Map<String, String> parameters(Sync sync, Api api) {
        Map<String, String> defaults = CollectionParameters.defaults();
        Map<String, String> set = new TreeMap<>();
        sync.parameters().forEach((name, value) -> {
            if (!value.isEmpty() && !IN_THE_URL.contains(name) && !value.equals(defaults.get(name))) {
                set.put(name, api.mask(value));
            }
        });
        return set;
    }

    /** Of a Kamelet its name and what names the place; of others all before the query, which may hold a secret. */
    private static String shown(Endpoint endpoint) {
        if (endpoint instanceof KameletEndpoint kamelet) {
            String place = kamelet.getKameletProperties().entrySet().stream()
                    .filter(each -> Set.of("table", "file", "destination", "topic", "queue")
                            .contains(each.getKey()))
                    .map(each -> " " + each.getValue())
                    .findFirst()
                    .orElse("");
            return kamelet.getTemplateId() + place;
        }
        String uri = endpoint.getEndpointUri();
        int query = uri.indexOf('?');
        return (query < 0 ? uri : uri.substring(0, query)).replaceFirst("//[^/@]*@", "//");
    }

    /** Until when the open run of a sync sends no request; empty if it does not wait for longer, or there is none. */
    Optional<Instant> pausedUntil(String sync) {
        return openOf(sync).flatMap(run -> pausedUntil(run.status()));
    }

    private static Optional<Instant> pausedUntil(RunStatus run) {
        return run.pauseLeft().compareTo(WORTH_TELLING) < 0
                ? Optional.empty()
                : Optional.of(Instant.now().plus(run.pauseLeft()).truncatedTo(ChronoUnit.SECONDS));
    }

    /** The open run of a sync; empty if it has none in this process. */
    Optional<Run> openOf(String sync) {
        return OpenRuns.of(context).ofSync(sync);
    }

    /** The open run of this id; empty if it is not open in this process. */
    Optional<Run> open(String id) {
        return OpenRuns.of(context).open().stream()
                .filter(run -> run.id().equals(id))
                .findFirst();
    }

    /**
     * The last runs of a sync, the newest first.
     *
     * @param before the id of the run behind which they begin; null for the newest
     */
    List<RunEntry> runs(String sync, int most, @Nullable String before) {
        if (before == null) {
            return ledger().runs(sync, most);
        }
        return ledger().runs(sync, SEARCHED).stream()
                .dropWhile(run -> !run.id().equals(before))
                .skip(1)
                .limit(most)
                .toList();
    }

    /** The run of this id; empty if there is none. One in memory is in no ledger before its end. */
    Optional<RunEntry> run(String id) {
        return ledger().run(id).or(() -> open(id).map(Views::entry));
    }

    /**
     * The same.
     *
     * @throws InvalidSettingException if there is none
     */
    RunEntry existing(String id) {
        return run(id).orElseThrow(() -> new InvalidSettingException("there is no run '" + id + "'"));
    }

    private Optional<RunEntry> entry(String sync) {
        return openOf(sync).map(Views::entry);
    }

    private static RunEntry entry(Run run) {
        RunStatus status = run.status();
        Instant now = Instant.now();
        return new RunEntry(
                run.id(),
                status.sync(),
                run.collection().shownUrl(),
                RunEntry.State.RUNNING,
                "PID " + ProcessHandle.current().pid(),
                1,
                RunId.openedAt(run.id()),
                now,
                run.ledger().totals(),
                null);
    }

    /**
     * All that is known of a run.
     *
     * @param secretly whether for somebody who may see the keys and texts of refused records
     */
    RunDetails details(RunEntry run, boolean secretly) {
        List<PartitionEntry> partitions = ledger().partitions(run.id(), MOST + 1);
        boolean divided = partitions.stream().anyMatch(each -> !each.name().isEmpty());
        Optional<Run> open = open(run.id());
        Optional<LiveFacts> live = open.map(this::live);
        RunFacts facts = RunFacts.of(run);
        return new RunDetails(
                facts,
                run.state() == RunEntry.State.ENDED ? run.report() : null,
                live.orElse(null),
                divided ? partitions : List.of(),
                divided ? List.of() : pages(run, partitions, live),
                ledger().failedPages(run.id(), MOST),
                ledger().refused(run.id(), MOST).stream()
                        .map(each -> RefusedFacts.of(run, each))
                        .map(each -> secretly ? each : each.masked())
                        .toList());
    }

    /** In blocks so large that they are no more than can be drawn. */
    private List<PageBlock> pages(RunEntry run, List<PartitionEntry> partitions, Optional<LiveFacts> live) {
        RunReport report = run.report();
        int planned = Math.max(
                report == null ? 0 : report.pages().planned(), run.done().pages());
        for (PartitionEntry all : partitions) {
            Integer known = all.pages();
            planned = Math.max(planned, known == null ? 0 : known);
        }
        Integer now = live.map(LiveFacts::plannedPages).orElse(null);
        planned = Math.max(planned, now == null ? 0 : now);
        int size = Math.max(1, (planned + MOST_BLOCKS - 1) / MOST_BLOCKS);
        List<PageBlock> known = ledger().pages(run.id(), "", size, 2 * MOST_BLOCKS);
        return known.isEmpty() ? known : filled(known, size, planned);
    }

    /** With those of which nothing has come. */
    private static List<PageBlock> filled(List<PageBlock> known, int size, int planned) {
        Map<Integer, PageBlock> byFirst = new TreeMap<>();
        for (int first = 1; first <= planned; first += size) {
            byFirst.put(first, new PageBlock(first, size, 0, 0, 0));
        }
        known.forEach(block -> byFirst.put(block.first(), block));
        return new ArrayList<>(byFirst.values());
    }

    /** Where the open run of a sync is; empty if it has none in this process. */
    Optional<LiveFacts> live(String sync) {
        return openOf(sync).map(this::live);
    }

    private LiveFacts live(Run run) {
        RunStatus status = run.status();
        RunPace pace = sampler.pace(run);
        int concurrency = run.api().slots();
        boolean there = run.ledger().isHeld() && !run.api().away();
        Brake brake = Brake.of(status, run.stop().stopped(), there, concurrency, pace);
        Optional<Instant> paused = pausedUntil(status);
        return LiveFacts.of(
                status,
                concurrency,
                pace,
                brake,
                why(run, brake, paused),
                paused.map(Instant::toString).orElse(null));
    }

    private static String why(Run run, Brake brake, Optional<Instant> paused) {
        String api = "the API " + run.api().settings().name();
        return switch (brake) {
            case STOPPING -> "it is ending: " + run.stop().reason();
            case LEDGER ->
                "the ledger is away" + (run.ledger().isHeld() ? ", which gives the permits" : "")
                        + "; nothing counts as delivered until it is back";
            case PAUSE -> {
                String until = paused.map(at -> " until " + Times.moment(at, ZoneId.systemDefault()))
                        .orElse("");
                yield run.api().pace().pauseLeft().isZero()
                        ? "a limit of " + api + " is used up; its requests wait" + until
                        : api + " asked to be left alone" + until;
            }
            case RATE_LIMIT -> "the rate limit of " + api + " is used up, so this is as fast as it may go";
            case API -> "all " + run.api().slots() + " slots of " + api + " wait for answers";
            case DESTINATION -> "fewer requests are under way than may be: pages wait for their destinations";
            case NOTHING -> "nothing; the last pages are under way";
            case NOT_KNOWN -> "not known yet";
        };
    }
}
