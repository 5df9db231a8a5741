package io.pagesync.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.PagesyncException;
import io.pagesync.ledger.HalfDoneLedger;
import io.pagesync.page.Page;
import io.pagesync.page.Place;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.partition.Division;
import io.pagesync.partition.Slice;
import io.pagesync.partition.Slices;
import io.pagesync.partition.ValueSlice;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.run.failure.Participant;
import io.pagesync.run.plan.Collection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class PartitionsTest {
    /** What was asked for, in the order of the requests. */
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10})
    void load_partitionsOfAllSizes_isCompleteAndCountsEach(int workers) {
        RunReport report =
                new DividedRun(values("a=0", "b=1", "c=2", "d=7", "e=30"), workers, this::collections).load();

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.records()).isEqualTo(new RunReport.Records(40L, 40));
        assertThat(report.pages()).isEqualTo(new RunReport.Pages(1 + 1 + 1 + 4 + 15, 22, 0, 0));
        assertThat(report.evidence()).containsExactly("counted", "end seen", "unique keys");
        assertThat(partitions(report).all()).isEqualTo(5);
        assertThat(partitions(report).verdicts()).isEqualTo(Map.of(Verdict.COMPLETE, 5L));
        assertThat(partitions(report).empty()).isEqualTo(1);
        assertThat(partitions(report).notWhole()).isEmpty();
    }

    private RunReport refusingOf(String partition, String failing) {
        Participant table = new Table("table items");
        return new DividedRun(values("a=2", "b=2", "c=2"), 2, this::collections)
                .steps(delivery -> {
                    if (delivery.partition().name().equals(partition)) {
                        delivery.refuse(table, 0, "it does not fit");
                    }
                    if (delivery.partition().name().equals(failing)) {
                        throw new IllegalStateException("it was away");
                    }
                })
                .load();
    }

    @Test
    void load_recordOfAPartitionIsRefused_hasTheExitCodeOfThat() {
        RunReport report = refusingOf("x=b=2", "");

        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.refused()).isEqualTo(new RunReport.Refused(1, true, false));
        assertThat(report.exitCode()).isEqualTo(6);
    }

    @Test
    void load_recordOfAPartitionIsRefusedAndAnotherFails_isPartialAsAnyOther() {
        RunReport report = refusingOf("x=b=2", "x=c=2");

        assertThat(report.refused()).isEqualTo(new RunReport.Refused(1, false, false));
        assertThat(report.exitCode()).isEqualTo(4);
    }

    private record Table(String describe) implements Participant {
        @Override
        public String finish(Verdict verdict) {
            return describe;
        }
    }

    @Test
    void load_openOnesHaveEnoughToDo_opensNoOther() {
        DividedRun load = new DividedRun(values("a=20", "b=20", "c=2"), 2, this::collections);
        Run run = load.run();
        List<String> turns = new ArrayList<>();
        for (Delivery next = run.deliver(); next != null; next = run.deliver()) {
            turns.addAll(names(next));
            load.work(next);
        }

        // The first page of one is not enough for two workers; the pages behind it are.
        assertThat(turns.subList(0, 20)).containsSubsequence("x=a=20", "x=b=20", "x=a=20", "x=b=20");
        assertThat(turns.subList(0, 20)).doesNotContain("x=c=2");
        assertThat(turns.subList(20, turns.size())).contains("x=c=2");
    }

    @Test
    void load_openOnesHaveLessToDoThanWorkers_opensOneMoreAndTakesTurns() {
        DividedRun load = new DividedRun(values("a=6", "b=6", "c=6"), 3, this::collections);
        Run run = load.run();
        Delivery a = Objects.requireNonNull(run.deliver());
        Delivery b = Objects.requireNonNull(run.deliver());
        Delivery c = Objects.requireNonNull(run.deliver());

        assertThat(names(a, b, c)).containsExactly("x=a=6", "x=b=6", "x=c=6");
        load.work(a);
        load.work(b);
        load.work(c);
        List<String> next = new ArrayList<>();
        for (Delivery each = run.deliver(); each != null; each = run.deliver()) {
            next.add(names(each).get(0));
            load.work(each);
        }
        assertThat(next).startsWith("x=a=6", "x=b=6", "x=c=6", "x=a=6", "x=b=6", "x=c=6");
    }

    @Test
    void load_oneFails_isPartialNamesItAndLoadsTheOthers() {
        RunReport report = new DividedRun(values("a=4", "bad=9", "c=6"), 2, this::collections).load();

        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.records().delivered()).isEqualTo(10);
        assertThat(partitions(report).verdicts()).isEqualTo(Map.of(Verdict.COMPLETE, 2L, Verdict.FAILED, 1L));
        assertThat(partitions(report).notWhole())
                .containsExactly(
                        new RunReport.NotWhole("x=bad=9", Verdict.FAILED, List.of("page 1: there is nothing here")));
        assertThat(report.stopped()).isNull();
    }

    @Test
    void load_oneFailsAndThatStopsAll_saysSo() {
        RunReport report = new DividedRun(values("bad=9", "a=4", "c=6"), 1, this::collections)
                .stopping()
                .load();

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.stopped()).isEqualTo("partition x=bad=9 ended FAILED");
        assertThat(partitions(report).all()).isEqualTo(3);
        assertThat(partitions(report).verdicts()).isEqualTo(Map.of(Verdict.FAILED, 1L));
    }

    @Test
    void load_allFail_isFailed() {
        RunReport report = new DividedRun(values("bad=9", "bad=8"), 2, this::collections).load();

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void load_aPageFails_isPartialAndTheOthersGoOn() {
        RunReport report = new DividedRun(values("a=4", "hole=9", "c=6"), 2, this::collections).load();

        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(partitions(report).notWhole()).singleElement().satisfies(one -> {
            assertThat(one.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(one.why()).containsExactly("page 3: this page is broken");
        });
    }

    @Test
    void load_oneDrifts_isDriftedAndNamesIt() {
        RunReport report = new DividedRun(values("a=4", "drift=9", "c=6"), 2, this::collections).load();

        assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(partitions(report).notWhole()).singleElement().satisfies(one -> {
            assertThat(one.partition()).isEqualTo("x=drift=9");
            assertThat(one.verdict()).isEqualTo(Verdict.DRIFTED);
        });
    }

    @Test
    void load_driftedAndFailed_isTheWorse() {
        RunReport report = new DividedRun(values("drift=9", "hole=9", "c=6"), 2, this::collections).load();

        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
    }

    @Test
    void load_thousandFailures_keepsAFew() {
        String[] all = IntStream.range(0, 1000).mapToObj(i -> "bad=" + i).toArray(String[]::new);
        RunReport report = new DividedRun(values(all), 4, this::collections).load();

        assertThat(partitions(report).verdicts()).isEqualTo(Map.of(Verdict.FAILED, 1000L));
        assertThat(partitions(report).notWhole()).hasSize(20);
    }

    @Test
    void load_bracketed_readsFirstAndLastPageOfEachAgain() {
        RunReport report = new DividedRun(values("a=4", "b=1"), 2, this::collections)
                .bracketed()
                .load();

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.evidence()).contains("bracketed");
        assertThat(Collections.frequency(asked, "x=a=4")).isEqualTo(1 + 1 + 1 + 2 + 1);
    }

    @Test
    void gather_recordsOfPartitions_areInTheOrderOfPartitionsAndPages() {
        Object pages = new DividedRun(values("a=3", "b=0", "c=5"), 3, this::collections)
                .gather(Collection.Gather.PAGES)
                .result();

        assertThat((List<?>) pages)
                .extracting(page -> ((Page) page).getNumber() + ":" + ((Page) page).getSize())
                .containsExactly("1:2", "2:1", "1:0", "1:2", "2:2", "3:1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void load_pagesThatNameTheNext_asksForEachOnceAndNeverWaitsWithWorkAtHand(int workers) {
        RunReport report = new DividedRun(values("a=9", "b=1", "c=30", "d=0"), workers, this::chain)
                .chained()
                .load();

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.records().delivered()).isEqualTo(40);
        assertThat(asked).hasSize(5 + 1 + 15 + 1);
    }

    @Test
    void load_chains_takeTurns() {
        DividedRun load = new DividedRun(values("a=6", "b=6"), 2, this::chain).chained();
        Run run = load.run();
        List<String> turns = new ArrayList<>();
        for (Delivery next = run.deliver(); next != null; next = run.deliver()) {
            turns.addAll(names(next));
            load.work(next);
        }

        assertThat(turns).containsExactly("x=a=6", "x=b=6", "x=a=6", "x=b=6", "x=a=6", "x=b=6");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void load_endThatNobodyTells_readsAheadOnlyWhenThereIsNothingElse(int workers) {
        PageFormat open = new PageFormat(
                PageFormat.pointer("data"),
                PageFormat.RecordsAre.ELEMENTS,
                "",
                Place.NONE,
                Place.NONE,
                Place.of("pageSize"),
                Place.NONE,
                Place.NONE,
                false,
                PageFormat.key("id"));
        String[] all = IntStream.range(0, 20).mapToObj(i -> "p" + i + "=" + 2).toArray(String[]::new);
        RunReport report = new DividedRun(values(all), workers, this::collections)
                .format(open)
                .load();

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.records().delivered()).isEqualTo(40);
        assertThat(report.evidence()).contains("end seen");
        // One page of each, two behind it to see that there is nothing, and what the last ones were asked for ahead.
        assertThat(asked.size()).isBetween(60, 60 + 4 * workers);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void load_ledgerHasPagesOfSomePartitions_deliversOnlyTheOthers(int workers) {
        HalfDoneLedger ledger = new HalfDoneLedger()
                .with("x=a=6", page("x=a=6", 1, 1, 2, 3, 4, 5, 6), "")
                .with("x=a=6", page("x=a=6", 3, 1, 2, 3, 4, 5, 6), "")
                .with("x=b=2", page("x=b=2", 1, 1, 2), "");
        RunReport report = new DividedRun(values("a=6", "b=2", "c=4"), workers, this::collections)
                .ledger(ledger)
                .load();

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.records()).isEqualTo(new RunReport.Records(12L, 12));
        assertThat(ledger.delivered("x=a=6")).containsExactly(2);
        assertThat(ledger.delivered("x=b=2")).isEmpty();
        assertThat(ledger.delivered("x=c=4")).containsExactly(1, 2);
        assertThat(ledger.ended()).containsOnlyKeys("x=a=6", "x=b=2", "x=c=4").containsValue(Verdict.COMPLETE);
    }

    @Test
    void load_partitionThatIsWholeAlready_isNotAskedFor() {
        HalfDoneLedger ledger = new HalfDoneLedger()
                .with("x=a=2", page("x=a=2", 1, 1, 2), "")
                .ended("x=a=2", Verdict.COMPLETE)
                .with("x=b=2", page("x=b=2", 1, 1, 2), "")
                .ended("x=b=2", Verdict.PARTIAL);

        RunReport report = new DividedRun(values("a=2", "b=2", "c=4"), 2, this::collections)
                .ledger(ledger)
                .load();

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(Set.copyOf(asked)).containsExactlyInAnyOrder("x=b=2", "x=c=4");
        assertThat(report.records().delivered()).isEqualTo(8);
        assertThat(partitions(report).verdicts()).containsExactly(Map.entry(Verdict.COMPLETE, 3L));
    }

    @Test
    void load_partitionOfAnEarlierAttemptIsThereNoMore_isDrifted() {
        HalfDoneLedger ledger = new HalfDoneLedger()
                .with("x=a=2", page("x=a=2", 1, 1, 2), "")
                .with("x=gone=9", page("x=gone=9", 1, 1, 2), "")
                .with("x=gone=9", page("x=gone=9", 2, 3, 4), "");

        RunReport report = new DividedRun(values("a=2", "c=4"), 2, this::collections)
                .ledger(ledger)
                .load();

        assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(report.drift())
                .containsExactly(
                        "2 pages delivered by an earlier attempt are of partitions that there are none of any more");
        assertThat(report.canGoOn()).isFalse();
    }

    @Test
    void load_ledgerCannotNoteAnEnd_isPartialAndSaysSo() {
        RunReport report = new DividedRun(values("a=2"), 1, this::collections)
                .ledger(new HalfDoneLedger().failing("ended"))
                .load();

        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(partitions(report).notWhole().get(0).why())
                .containsExactly("the ledger could not close it: the ledger is away");
    }

    @Test
    void order_page_handsPagesOfEachPartitionOnInOrder() {
        Map<String, List<Integer>> came = new ConcurrentHashMap<>();
        RunReport report = new DividedRun(values("a=30", "b=30", "c=1", "d=16"), 4, this::collections)
                .order(Collection.Order.PAGE)
                .steps(delivery -> came.computeIfAbsent(
                                delivery.partition().name(), name -> Collections.synchronizedList(new ArrayList<>()))
                        .add(delivery.number()))
                .load();

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(came).hasSize(4).allSatisfy((name, pages) -> assertThat(pages)
                .isSorted());
    }

    @Test
    void stop_inTheMiddle_endsAllThatWait() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        DividedRun load = new DividedRun(values("a=4", "b=4", "c=4"), 4, (partition, request) -> {
            begun.countDown();
            await(new CountDownLatch(1), 300);
            return collections(partition, request);
        });
        Run run = load.run();
        Thread stopper = new Thread(() -> {
            await(begun, 10_000);
            run.stop().stop("interrupted");
        });
        stopper.start();
        RunReport report = load.load();
        stopper.join();

        assertThat(report.verdict()).isIn(Verdict.PARTIAL, Verdict.FAILED);
        assertThat(report.stopped()).isEqualTo("interrupted");
    }

    @Test
    void parent_itsRecordsAreThePartitions() {
        RunReport report = new DividedRun("list=40", "x", 3, this::collections).load();

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(partitions(report).all()).isEqualTo(40);
        RunReport.PartitionList list = Objects.requireNonNull(partitions(report).list());
        assertThat(list.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(list.records()).isEqualTo(new RunReport.Records(40L, 40));
        assertThat(report.records().delivered())
                .isEqualTo(IntStream.rangeClosed(1, 40).sum());
    }

    @Test
    void parent_isEmpty_isComplete() {
        assertThat(new DividedRun("list=0", "x", 3, this::collections).load().verdict())
                .isEqualTo(Verdict.COMPLETE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hole=9", "drift=9"})
    void parent_isNotWhole_theRunIsNotEither(String list) {
        RunReport report = new DividedRun(list, "x", 3, this::collections).load();

        assertThat(report.verdict()).isEqualTo(list.startsWith("hole") ? Verdict.PARTIAL : Verdict.DRIFTED);
        assertThat(partitions(report).verdicts()).containsOnlyKeys(Verdict.COMPLETE);
    }

    @Test
    void parent_cannotBeRead_isFailedAndSaysWhy() {
        RunReport report = new DividedRun("bad=1", "x", 3, this::collections).load();

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        RunReport.PartitionList list = Objects.requireNonNull(partitions(report).list());
        assertThat(list.why()).containsExactly("page 1: there is nothing here");
    }

    @Test
    void cap_windowWithMore_isLoadedInHalves() {
        RunReport report = new DividedRun(windows("0..100/50"), 3, PartitionsTest::numbers)
                .cap(10)
                .load();

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.records()).isEqualTo(new RunReport.Records(100L, 100));
        assertThat(partitions(report).halved()).isPositive();
        assertThat(partitions(report).all())
                .isEqualTo(partitions(report).verdicts().get(Verdict.COMPLETE));
    }

    @Test
    void cap_windowThatCannotBeHalved_isNamed() {
        RunReport report = new DividedRun(windows("0..4/4"), 1, (window, request) -> TestRuns.declaring(1, 30, 2, 1, 2))
                .cap(10)
                .load();

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(partitions(report).notWhole()).first().satisfies(one -> assertThat(one.why())
                .containsExactly("page 1: it holds 30 records, more than the cap of 10, and cannot be halved any"
                        + " further; divide it by something else"));
        assertThat(partitions(report).notWhole())
                .extracting(RunReport.NotWhole::partition)
                .containsExactly("0..1", "1..2", "2..3", "3..4");
    }

    @Test
    void windows_thatOverlap_drift() {
        RunReport report = new DividedRun(windows("0..20/10"), 1, (window, request) -> {
                    int from = Integer.parseInt(window.split("\\.\\.", -1)[0]);
                    return TestRuns.declaring(
                            1, 11, 11, IntStream.rangeClosed(from, from + 10).toArray());
                })
                .load();

        assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(partitions(report).notWhole().get(0).why().get(0))
                .startsWith("1 key came in another partition, too");
    }

    @Test
    void values_withTheSameKeys_areTwoPartitions() {
        RunReport report = new DividedRun(values("a=4", "b=4"), 2, this::collections).load();

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
    }

    @Test
    void values_thatTheApiTakesNoNoticeOf_drift() {
        RunReport report = new DividedRun(
                        values("a", "b", "c"), 2, (partition, request) -> page("all", request.page(), 1, 2, 3))
                .load();

        assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(report.drift())
                .containsExactly(
                        "all 3 partitions with records have 3, and begin with the same 2: the API seems to take no notice of"
                                + " what tells partitions apart; see how it calls that, or, if they are the same, say that the"
                                + " end is declared (parameter end)");
    }

    @Test
    void values_ofWhichOneHasOtherRecords_areComplete() {
        RunReport report = new DividedRun(
                        values("a", "b", "c"),
                        2,
                        (partition, request) -> page(partition.endsWith("c") ? "c" : "ab", request.page(), 1, 2, 3))
                .load();

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
    }

    /** By default fewer, with the same question; a million by -Dpagesync.partitions=1000000. */
    @Test
    @Timeout(900)
    void load_aMillionPartitions_keepsAFewBytesOfEach() {
        int many = Integer.getInteger("pagesync.partitions", 50_000);
        Page first = TestRuns.declaring(1, 1, 1, 7);
        AtomicLong records = new AtomicLong();
        List<Long> used = Collections.synchronizedList(new ArrayList<>());
        RunReport report = new DividedRun(numbered(many), 2, (partition, request) -> first)
                .steps(delivery -> {
                    if (records.incrementAndGet() % (many / 5) == 0) {
                        used.add(usedMemory());
                    }
                })
                .load();

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.records().delivered()).isEqualTo(many);
        assertThat(partitions(report).all()).isEqualTo(many);
        // What is kept is whether a value has been there: a number in a set that doubles.
        assertThat(used.get(4) - used.get(0)).isLessThan(many * 64L);
    }

    private static long usedMemory() {
        Runtime memory = Runtime.getRuntime();
        memory.gc();
        return memory.totalMemory() - memory.freeMemory();
    }

    private static void await(CountDownLatch latch, long millis) {
        try {
            var unused = latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new PagesyncException("interrupted", e);
        }
    }

    private static List<String> names(Delivery... deliveries) {
        return Arrays.stream(deliveries).map(each -> each.partition().name()).toList();
    }

    private static RunReport.Partitions partitions(RunReport report) {
        return Objects.requireNonNull(report.partitions());
    }

    private static Slices values(String... values) {
        return slices("x=" + String.join(",", values));
    }

    private static Slices windows(String text) {
        return slices(text);
    }

    /** Values that are made when they are asked for. */
    private static Slices numbered(int many) {
        Slices windows = slices("0.." + many + "/1");
        return new Slices() {
            @Override
            public Set<String> placeholders() {
                return Set.of("x");
            }

            @Override
            public OptionalLong count(Instant now) {
                return OptionalLong.of(many);
            }

            @Override
            public Opened open(Instant now) {
                Opened all = windows.open(now);
                return () -> {
                    Slice next = all.next();
                    return next == null ? null : new ValueSlice("x", next.name());
                };
            }
        };
    }

    private static Slices slices(String text) {
        return Objects.requireNonNull(Division.of(text).orElseThrow().slices());
    }

    /** Each number of a window is a record, two on a page. */
    private static Page numbers(String window, PageRequest request) {
        String[] ends = window.split("\\.\\.", -1);
        return page(
                "",
                request.page(),
                IntStream.range(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]))
                        .toArray());
    }

    /** A collection has as many records as its name ends in, two on a page; a bad one none, one with a hole not page 3. */
    private Page collections(String partition, PageRequest request) {
        asked.add(partition);
        int total = Integer.parseInt(partition.replaceFirst(".*=", ""));
        if (partition.contains("bad=")) {
            throw new PagesyncException("there is nothing here");
        }
        if (partition.contains("hole=") && request.page() == 3) {
            throw new PagesyncException("this page is broken");
        }
        boolean drift = partition.contains("drift=") && request.page() == 2;
        return page(
                partition,
                request.page(),
                IntStream.rangeClosed(drift ? 2 : 1, drift ? total + 1 : total).toArray());
    }

    /** The same, each page naming the next one. */
    private Page chain(String partition, PageRequest request) {
        asked.add(partition);
        int total = Integer.parseInt(partition.replaceFirst(".*=", ""));
        int from = 2 * (request.page() - 1);
        String data = IntStream.range(from, Math.min(total, from + 2))
                .mapToObj(id -> record(partition, id))
                .collect(Collectors.joining(","));
        String next = from + 2 < total ? "\"c" + request.page() + "\"" : "null";
        return TestRuns.read(request.page(), "{\"data\":[" + data + "],\"next\":" + next + "}");
    }

    /** Records that say whose they are. */
    private static Page page(String partition, int number, int... ids) {
        int from = Math.min(ids.length, 2 * (number - 1));
        String data = IntStream.of(Arrays.copyOfRange(ids, from, Math.min(ids.length, from + 2)))
                .mapToObj(id -> record(partition, id))
                .collect(Collectors.joining(",", "[", "]"));
        return TestRuns.read(number, "{\"total\":" + ids.length + ",\"pageSize\":2,\"data\":" + data + "}");
    }

    private static String record(String partition, int id) {
        return "{\"id\":" + id + ",\"of\":\"" + partition + "\"}";
    }
}
