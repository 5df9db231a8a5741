package io.pagesync.database.ledger;

import io.pagesync.database.Database;
import io.pagesync.database.TestDatabase;
import io.pagesync.database.ledger.lease.Processes;
import io.pagesync.database.ledger.lease.Timing;
import io.pagesync.database.own.LedgerLeases.Holder;
import io.pagesync.ledger.Beginning;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.RunLedger.DonePage;
import io.pagesync.ledger.RunRequest;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.awaitility.Awaitility;

/** Ledgers of several processes, all of them played by this one. */
final class TestLedgers {
    static final RunRequest PACKAGES = RunRequest.of("packages", "http://localhost/packages");
    static final Timing QUICK = new Timing(
            Duration.ofSeconds(15),
            Duration.ofMillis(100),
            Duration.ofSeconds(3),
            Duration.ofMillis(10),
            Duration.ofSeconds(20));

    /** What a killed process leaves to others: a lease that runs out. */
    static final String RUN_OUT = "update pagesync_leases set until = 1";

    private TestLedgers() {}

    /** That of a process on a machine of its own, which nobody can look into. */
    static DatabaseLedger of(Database database, String process) {
        return of(database, process, QUICK);
    }

    static DatabaseLedger of(Database database, String process, Timing timing) {
        return new DatabaseLedger(
                database,
                new Retention.Keeping(50, 90),
                timing,
                new Processes(Path.of("nowhere")),
                new Holder(process, "", process.hashCode(), 0));
    }

    static DonePage page(int number) {
        return new DonePage(10, 11, 1000L + number, number % 2 == 0 ? "c" + number : "");
    }

    static Beginning beginning(int pages, long records, long first) {
        return new Beginning(OptionalInt.of(pages), OptionalLong.of(records), first);
    }

    static RunReport report(String run, Verdict verdict) {
        return report(run, verdict, List.of());
    }

    static RunReport report(String run, Verdict verdict, List<String> drift) {
        return new RunReport(
                run,
                "packages",
                "http://localhost/packages",
                Map.of(),
                verdict,
                List.of(),
                List.of(),
                new RunReport.Pages(3, 2, 1, 1),
                new RunReport.Records(30L, 20),
                drift,
                List.of(),
                null,
                List.of(new RunReport.Failure(3, "it was away")),
                List.of(),
                List.of(),
                new RunReport.Traffic(3, 0, 0, 1.5, 10, 1000),
                "2026-11-25T01:02:03Z",
                1.25,
                true,
                null,
                List.of(),
                null,
                List.of(),
                null);
    }

    /** A run that has two of its three pages, of a process that ended it. */
    static String partial(TestDatabase test, String process) {
        return partial(test, process, PACKAGES);
    }

    static String partial(TestDatabase test, String process, RunRequest request) {
        RunLedger run = TestLedgers.of(test.database, process).open(request);
        PartitionLedger its = run.partition("");
        its.begin(beginning(3, 30, 77));
        its.done(1, page(1));
        its.done(2, page(2));
        run.close(report(run.id(), Verdict.PARTIAL));
        return run.id();
    }

    static void awaitPages(TestDatabase test, int pages) {
        String expected = Integer.toString(pages);
        Awaitility.await().until(() -> expected.equals(test.value("select count(*) from pagesync_pages")));
    }
}
