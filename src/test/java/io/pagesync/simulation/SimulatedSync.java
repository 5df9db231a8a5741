package io.pagesync.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.api.Api;
import io.pagesync.api.ApiSettings;
import io.pagesync.config.ApiReader;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.run.plan.Collection;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A sync and all around it, by a seed: processes that are killed and started again until a run is over. */
final class SimulatedSync {
    /** After so many starts, what failed always is mended. */
    private static final int PATIENCE = 3;

    private static final int KILLED_WITHIN = 80;

    private static final ApiSettings SETTINGS = ApiReader.defaults("t3", URI.create("https://h"));

    private final Scenario scenario;
    private final Moments moments;
    private final SimulatedApi api;
    private final SimulatedLedger ledger;
    private final Storage storage = new Storage();

    SimulatedSync(long seed, Function<Random, Scenario> kind) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        scenario = kind.apply(random);
        moments = new Moments(random);
        api = new SimulatedApi(scenario, moments);
        ledger = new SimulatedLedger(moments, seed, () -> api.now().plusSeconds(scenario.skew()));
    }

    Scenario scenario() {
        return scenario;
    }

    Moments moments() {
        return moments;
    }

    SimulatedApi api() {
        return api;
    }

    Storage storage() {
        return storage;
    }

    /**
     * Starts processes, of which so many are killed, until one has ended a run that is not gone on with; answers with its verdict.
     *
     * @param ended is told of each that has come to a verdict, and throws an AssertionError if that is wrong
     */
    Verdict run(int kills, BiConsumer<SimulatedProcess, RunReport> ended) {
        // A change, or a note that is not taken, may cut a run short; the next is refused where rows without a key are
        // left.
        int left = kills;
        int most = kills + 2 * PATIENCE + 2 * scenario.changes().size() + ledger.mayRefuse();
        for (int starts = 1; starts <= most; starts++) {
            boolean goesOn = ledger.goesOn();
            String before = ledger.last();
            Map<PageId, Long> done = ledger.done();
            boolean held = scenario.destinations().stream().allMatch(where -> storage.has(where, before, done));
            moments.begin(0);
            SimulatedProcess attempt = new SimulatedProcess(scenario, api, ledger, storage, moments, new Api(SETTINGS));
            @Nullable RunReport report = null;
            moments.begin(left-- > 0 ? KILLED_WITHIN : 0);
            try {
                report = attempt.drive();
            } catch (Crash e) {
                ledger.crash();
            }
            assertSameRun(attempt, goesOn, before);
            if (held) {
                assertNothingAskedTwice(attempt, done.keySet());
            }
            if (report != null) {
                assertVerdict(ended, attempt, report);
                if (!report.verdict().resumable()) {
                    return report.verdict();
                }
                if (starts >= kills + PATIENCE) {
                    api.mend();
                    storage.mended = true;
                    ledger.mend();
                }
                if (storage.openAppend != null && !storage.openAppend.equals(ledger.last())) {
                    storage.deleteOpenRows();
                }
            }
        }
        throw new AssertionError("no run came to an end");
    }

    /** The run keeps its id, as long as nothing has changed. */
    private void assertSameRun(SimulatedProcess attempt, boolean goesOn, String before) {
        if (goesOn && !attempt.beganAnew()) {
            assertThat(attempt.run().id()).isEqualTo(before);
        }
        if (attempt.beganAnew()) {
            assertThat(api.changed() > 0 || api.hasForgotten())
                    .as("why a new run began")
                    .isTrue();
            assertThat(attempt.run().ledger().beginning()).isNotEmpty();
        }
    }

    /** What the ledger has is not asked for again; in page order, not what is in front of all that it lacks. */
    private void assertNothingAskedTwice(SimulatedProcess attempt, Set<PageId> done) {
        // A partition that has changed is read anew, whatever is done of it.
        if (!attempt.beganAnew() && !(scenario.isDivided() && api.changed() > 0)) {
            Set<PageId> again = new TreeSet<>(done);
            if (scenario.order() == Collection.Order.PAGE) {
                again.removeIf(page -> IntStream.range(1, page.number())
                        .anyMatch(before -> !done.contains(new PageId(page.partition(), before))));
            }
            again.retainAll(attempt.askedAtFirst());
            assertThat(again).as("pages that were done").isEmpty();
        }
    }

    private static void assertVerdict(
            BiConsumer<SimulatedProcess, RunReport> ended, SimulatedProcess attempt, RunReport report) {
        try {
            ended.accept(attempt, report);
        } catch (AssertionError e) {
            throw new AssertionError(report + "\n" + e.getMessage(), e);
        }
    }
}
