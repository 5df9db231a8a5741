package io.pagesync.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.simulation.Scenario.Divided;
import io.pagesync.simulation.Scenario.Where;
import io.pagesync.simulation.SimulatedApi.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A sync that asks only for what has changed, in several nights of a {@link SimulatedSync}: records change while it reads and
 * between its runs, clocks differ within its overlap, and the API may forget what has changed. It throws an AssertionError where
 * a change is missing that was there before a whole run began, where a row is deleted that was only not asked for, or where a
 * record within the overlap is delivered twice.
 */
final class Nights {
    private final SimulatedSync sync;
    private final SimulatedApi api;
    private final Storage storage;
    /** Of all nights, where one row more for each record that comes. */
    private final List<Item> appended = new ArrayList<>();

    private boolean comesOnce;
    private Map<Integer, Integer> versionsBefore = Map.of();
    private Set<Integer> rowsBefore = Set.of();

    private Nights(long seed) {
        sync = new SimulatedSync(seed, Scenario::ofNights);
        api = sync.api();
        storage = sync.storage();
        // Windows are halved by what is in them, and a record is told from others with the window that it is in.
        comesOnce = sync.scenario().divided() != Divided.BY_WINDOWS;
    }

    /** Runs what follows from a seed, and answers with the last night's verdict. */
    static Verdict run(long seed) {
        Nights nights = new Nights(seed);
        try {
            return nights.run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + "L: " + nights.sync.scenario() + "\n" + e.getMessage(), e);
        }
    }

    private Verdict run() {
        int nights = 2 + sync.moments().oneOf(3);
        for (int night = 1; night < nights; night++) {
            night(sync.scenario().kills());
            api.nightPasses();
            if (sync.moments().chance(0.1)) {
                api.forgets();
                comesOnce = false;
            }
        }
        api.rests();
        Verdict last = night(0);
        if (last.whole()) {
            assertThat(storage.table.values()).containsAll(api.items());
        }
        return last;
    }

    private Verdict night(int kills) {
        versionsBefore = new HashMap<>();
        api.items().forEach(item -> versionsBefore.put(item.id(), item.version()));
        rowsBefore = new TreeSet<>(storage.mirror.keySet());
        storage.mirroredBy.clear();
        return sync.run(kills, this::assertProved);
    }

    private void assertProved(SimulatedProcess attempt, RunReport report) {
        boolean incremental = attempt.run().ledger().asking().isIncremental();
        if (incremental) {
            assertThat(storage.mirroredBy)
                    .as("the runs that had rows go")
                    .doesNotContain(attempt.run().id());
            // A run of all before it, which was killed at its end, may have had some go.
            if (storage.mirroredBy.isEmpty()) {
                assertThat(storage.mirror.keySet())
                        .as("rows of records that may be there")
                        .containsAll(rowsBefore);
            }
        }
        if (!report.verdict().whole()) {
            comesOnce = false;
            return;
        }
        for (Map.Entry<Integer, Integer> each : versionsBefore.entrySet()) {
            Item row = storage.table.get(each.getKey());
            assertThat(row).as("the row of record " + each.getKey()).isNotNull();
            assertThat(row.version())
                    .as("the version of record " + each.getKey())
                    .isGreaterThanOrEqualTo(each.getValue());
        }
        if (sync.scenario().destinations().contains(Where.APPEND)) {
            appended.addAll(storage.appendedBy(attempt.run().id()));
        }
        comesOnce =
                comesOnce && (incremental || appended.size() == report.records().delivered());
        if (comesOnce) {
            assertThat(appended).doesNotHaveDuplicates();
        }
    }
}
