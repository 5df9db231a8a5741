package io.pagesync.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.simulation.Scenario.Behind;
import io.pagesync.simulation.Scenario.Change.Kind;
import io.pagesync.simulation.Scenario.Style;
import io.pagesync.simulation.Scenario.Where;
import io.pagesync.simulation.SimulatedApi.Item;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A sync from its first start to a run that is over: processes that are killed and started again, an API that fails and
 * changes, destinations that refuse, a ledger that loses its newest notes. All of it follows from a seed. It throws an
 * AssertionError where something is lost or doubled, or a verdict is better than its proof.
 */
final class Simulation {
    /** The keys of rows whose records are gone from the beginning. */
    private static final List<Integer> GONE = List.of(-1, -2, -3);

    private final Scenario scenario;
    private final SimulatedSync sync;
    private final SimulatedApi api;
    private final Storage storage;
    private final List<Item> atFirst;

    private Simulation(long seed, boolean divided) {
        sync = new SimulatedSync(seed, divided ? Scenario::divided : Scenario::of);
        scenario = sync.scenario();
        api = sync.api();
        storage = sync.storage();
        atFirst = api.items();
        atFirst.forEach(item -> storage.mirror.put(item.id(), item));
        GONE.forEach(id -> storage.mirror.put(id, new Item(id, 0)));
    }

    /** Runs what follows from a seed, and answers with the last verdict. */
    static Verdict run(long seed) {
        return run(seed, false);
    }

    /** The same of a collection in partitions. */
    static Verdict divided(long seed) {
        return run(seed, true);
    }

    private static Verdict run(long seed, boolean divided) {
        Simulation simulation = new Simulation(seed, divided);
        try {
            return simulation.sync.run(simulation.scenario.kills(), simulation::assertProved);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + "L: " + simulation.scenario + "\n" + e.getMessage(), e);
        }
    }

    private void assertProved(SimulatedProcess attempt, RunReport report) {
        Set<Integer> live = ids(atFirst);
        live.retainAll(ids(api.items()));
        assertThat(storage.mirror.keySet()).as("rows of records that are there").containsAll(live);
        if (storage.mirroredBy.isEmpty()) {
            assertThat(storage.mirror.keySet())
                    .as("rows that nothing has proved to be gone")
                    .containsAll(GONE);
        } else if (report.evidence().contains("confirmed")
                && !scenario.isDivided()
                && scenario.destinations().contains(Where.TABLE)) {
            assertThat(storage.mirror.keySet()).as("rows that are gone").doesNotContainAnyElementsOf(GONE);
        }
        if (!report.verdict().whole()) {
            // Where the last page comes again, it may have been delivered in place of the one before.
            boolean blurred = scenario.style() == Style.OPEN && scenario.behind() == Behind.LAST_PAGE;
            if (scenario.isQuiet() && !blurred && scenario.showsItsEnd()) {
                assertThat(report.verdict()).isNotEqualTo(Verdict.DRIFTED);
            }
            return;
        }
        List<Item> now = api.items();
        boolean exact = scenario.isQuiet() || (attempt.hasSeenItAsItIs() && !attempt.leavesOut());
        Set<Integer> throughout = ids(atFirst);
        throughout.retainAll(ids(now));
        for (Where where : scenario.destinations()) {
            List<Item> got = got(where, attempt.run().id());
            if (where != Where.TABLE) {
                assertThat(got.size()).as(where.name()).isEqualTo((int)
                        report.records().delivered());
                if (report.records().declared() != null) {
                    assertThat((long) got.size())
                            .as(where.name())
                            .isEqualTo(report.records().declared());
                }
            }
            if (exact && where == Where.TABLE) {
                assertThat(ids(got)).as(where.name()).containsAll(ids(now));
            } else if (exact) {
                assertThat(ids(got)).as(where.name()).isEqualTo(ids(now)).hasSameSizeAs(got);
            }
            // Where one of them keeps what it has, none is given another version.
            if (exact && !scenario.destinations().contains(Where.APPEND)) {
                assertThat(new HashSet<>(got)).as(where.name()).containsAll(now);
            } else if (tells(report)) {
                assertThat(ids(got)).as(where.name()).containsAll(throughout);
            }
            if (report.evidence().contains("unique keys")) {
                assertThat(got).as(where.name()).extracting(Item::id).doesNotHaveDuplicates();
            }
        }
    }

    /** Whether the evidence would have told of a record that was left out by what has happened. */
    private boolean tells(RunReport report) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        scenario.changes().forEach(change -> kinds.add(change.kind()));
        kinds.remove(Kind.UPDATE);
        boolean listGrows = kinds.remove(Kind.LIST_GROW);
        if (kinds.remove(Kind.LIST_SHRINK) && listGrows) {
            return false;
        }
        Set<String> evidence = new HashSet<>(report.evidence());
        if (evidence.contains("confirmed")) {
            return true;
        }
        if (!evidence.contains("counted")) {
            return kinds.isEmpty() || kinds.equals(EnumSet.of(Kind.GROW));
        }
        boolean grows = kinds.removeAll(EnumSet.of(Kind.GROW, Kind.GROW_IN_FRONT));
        boolean shrinks = kinds.removeAll(EnumSet.of(Kind.SHRINK, Kind.SHRINK_IN_FRONT));
        boolean shifts = kinds.remove(Kind.REPLACE);
        if (kinds.remove(Kind.REORDER) && (!evidence.contains("unique keys") || grows || shrinks || shifts)) {
            return false;
        }
        return !(grows && shrinks) && !(shifts && (grows || shrinks || !evidence.contains("bracketed")));
    }

    private List<Item> got(Where where, String run) {
        return switch (where) {
            case TABLE -> new ArrayList<>(storage.table.values());
            case APPEND -> storage.appendedBy(run);
            case FILE -> storage.file == null ? List.of() : storage.file;
        };
    }

    private static Set<Integer> ids(List<Item> items) {
        return items.stream().map(Item::id).collect(Collectors.toCollection(TreeSet::new));
    }
}
