package io.pagesync.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.PagesyncException;
import io.pagesync.page.Page;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.partition.Division;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.run.plan.Collection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Partitions of random sizes, of which some pages fail, by any number of workers. */
class PartitionsPropertyTest {
    /**
     * A partition.
     *
     * @param records how many it has, two on a page
     * @param fails the page that cannot be had; 0 for none
     */
    record Part(int records, int fails) {
        int pages() {
            return Math.max(1, (records + 1) / 2);
        }

        boolean isWhole() {
            return fails == 0 || fails > pages();
        }
    }

    @Provide
    Arbitrary<Part> part() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 25),
                        Arbitraries.frequency(Tuple.of(5, 0), Tuple.of(1, 1), Tuple.of(1, 2), Tuple.of(1, 5)))
                .as(Part::new);
    }

    @Property(tries = 300)
    void load_anything_deliversEachRecordOnceAndSaysWhatIsMissing(
            @ForAll @Size(min = 1, max = 12) List<@From("part") Part> parts,
            @ForAll @IntRange(min = 1, max = 7) int workers,
            @ForAll boolean chained,
            @ForAll boolean inOrder) {
        Map<String, Part> byName = new TreeMap<>();
        for (int i = 0; i < parts.size(); i++) {
            byName.put(String.format("p%02d", i), parts.get(i));
        }
        Map<String, List<Integer>> came = new ConcurrentHashMap<>();
        DividedRun load = new DividedRun(
                        Objects.requireNonNull(Division.of("x=" + String.join(",", byName.keySet()))
                                .orElseThrow()
                                .slices()),
                        workers,
                        (partition, request) -> answer(byName, partition, request))
                .order(inOrder ? Collection.Order.PAGE : Collection.Order.ARRIVAL)
                .steps(delivery -> came.computeIfAbsent(
                                delivery.partition().name().substring(2),
                                name -> Collections.synchronizedList(new ArrayList<>()))
                        .add(delivery.number()));
        RunReport report = (chained ? load.chained() : load).load();

        boolean whole = parts.stream().allMatch(Part::isWhole);
        assertThat(report.verdict() == Verdict.COMPLETE).isEqualTo(whole);
        RunReport.Partitions partitions = Objects.requireNonNull(report.partitions());
        assertThat(partitions.verdicts().getOrDefault(Verdict.COMPLETE, 0L))
                .isEqualTo(parts.stream().filter(Part::isWhole).count());
        byName.forEach((name, part) -> {
            List<Integer> pages = came.getOrDefault(name, List.of());
            assertThat(new HashSet<>(pages)).as(name).hasSize(pages.size());
            if (part.isWhole()) {
                assertThat(Set.copyOf(pages))
                        .isEqualTo(
                                IntStream.rangeClosed(1, part.pages()).boxed().collect(Collectors.toSet()));
            }
            if (inOrder) {
                assertThat(pages).isSorted();
            }
        });
    }

    private static Page answer(Map<String, Part> parts, String partition, PageRequest request) {
        Part part = Objects.requireNonNull(parts.get(partition.substring(2)));
        int page = request.page();
        if (page == part.fails && page <= part.pages()) {
            throw new PagesyncException("this page is broken");
        }
        int from = Math.min(part.records, 2 * (page - 1));
        String data = IntStream.range(from, Math.min(part.records, from + 2))
                .mapToObj(id -> "{\"id\":" + id + ",\"of\":\"" + partition + "\"}")
                .collect(Collectors.joining(","));
        String next = page < part.pages() ? "\"c" + page + "\"" : "null";
        return TestRuns.read(
                page, "{\"total\":" + part.records + ",\"pageSize\":2,\"data\":[" + data + "],\"next\":" + next + "}");
    }
}
