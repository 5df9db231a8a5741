package io.pagesync.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.database.RealDatabase;
import io.pagesync.database.TestDatabase;
import io.pagesync.database.table.TableSettings;
import io.pagesync.database.table.WriteMode;
import io.pagesync.database.write.DatabaseDestination;
import io.pagesync.destination.WriteRetry;
import io.pagesync.ledger.HalfDoneLedger;
import io.pagesync.page.Page;
import io.pagesync.partition.Division;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run of partitions into a table without a key that goes on, two records a page: what it says is there, is there, once. */
@Timeout(180)
class DividedAppendTest {
    private static final String IDS = "select id from items order by id";

    @TempDir
    Path folder = Path.of("");

    private String partitions = "x=a";
    private int records = 6;

    @ParameterizedTest
    @EnumSource
    void goesOn_pageWasWrittenAndNotNoted_isThereOnce(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            isKilledBehind(3, test);

            RunReport report = load(test, new HalfDoneLedger().called("r1").with("x=a", page(1), ""));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(test.rows(IDS)).containsExactly("1", "2", "3", "4", "5", "6");
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOn_pageWasNotedAndIsNotThere_comesAgain(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            isKilledBehind(1, test);

            RunReport report = load(
                    test,
                    new HalfDoneLedger()
                            .called("r1")
                            .with("x=a", page(1), "")
                            .with("x=a", page(2), "")
                            .with("x=a", page(3), "")
                            .ended("x=a", Verdict.COMPLETE));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(test.rows(IDS)).containsExactly("1", "2", "3", "4", "5", "6");
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOn_pageThatWasWrittenIsNoneAnyMore_isDrifted(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            isKilledBehind(3, test);
            records = 4;

            RunReport report = load(test, new HalfDoneLedger().called("r1").with("x=a", page(1), ""));

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.drift()).anyMatch(sign -> sign.startsWith("table items has rows of page 3 of x=a"));
        }
    }

    /** Its end was noted, and the process killed before the run's. */
    @ParameterizedTest
    @EnumSource
    void goesOn_partitionEndedBeforePageThatWasWritten_isDrifted(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            isKilledBehind(3, test);
            records = 4;

            RunReport report = load(
                    test,
                    new HalfDoneLedger()
                            .called("r1")
                            .with("x=a", page(1), "")
                            .with("x=a", page(2), "")
                            .ended("x=a", Verdict.COMPLETE));

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.drift()).anyMatch(sign -> sign.startsWith("table items has rows of page 3 of x=a"));
        }
    }

    /** Nothing of it was noted, so only the table knows. */
    @ParameterizedTest
    @EnumSource
    void goesOn_partitionWhosePagesWereWrittenIsNoneAnyMore_isDrifted(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            isKilledBehind(1, test);
            partitions = "x=b";
            isKilledBehind(1, test);

            RunReport report = load(test, new HalfDoneLedger().called("r1").with("x=b", page(1), ""));

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.drift())
                    .anyMatch(sign -> sign.startsWith("table items has rows of a partition that there is none of"));
        }
    }

    /** An attempt that writes so many pages, and notes none. */
    private void isKilledBehind(int pages, TestDatabase test) {
        DividedRun attempt = run(test, new HalfDoneLedger().called("r1"));
        for (int page = 1; page <= pages; page++) {
            attempt.work(Objects.requireNonNull(attempt.run().deliver()));
        }
    }

    private RunReport load(TestDatabase test, HalfDoneLedger ledger) {
        return run(test, ledger).load();
    }

    private DividedRun run(TestDatabase test, HalfDoneLedger ledger) {
        DividedRun divided = new DividedRun(
                        Objects.requireNonNull(
                                Division.of(partitions).orElseThrow().slices()),
                        1,
                        (partition, request) -> page(request.page()))
                .ledger(ledger);
        Run run = divided.run();
        DatabaseDestination table = run.destinations()
                .open(
                        "items",
                        () -> new DatabaseDestination(
                                test.database, TableSettings.of("items", WriteMode.APPEND), run, WriteRetry.DEFAULT));
        return divided.steps(delivery -> table.write(Objects.requireNonNull(delivery.handedOn()), delivery));
    }

    private Page page(int number) {
        int[] ids = IntStream.rangeClosed(2 * number - 1, Math.min(records, 2 * number))
                .toArray();
        return TestRuns.declaring(number, records, 2, ids);
    }
}
