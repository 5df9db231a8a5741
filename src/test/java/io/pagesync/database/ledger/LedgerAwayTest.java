package io.pagesync.database.ledger;

import static io.pagesync.database.ledger.TestLedgers.PACKAGES;
import static io.pagesync.database.ledger.TestLedgers.page;
import static io.pagesync.database.ledger.TestLedgers.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.pagesync.PagesyncException;
import io.pagesync.database.Database;
import io.pagesync.database.DatabaseSettings;
import io.pagesync.database.ledger.lease.Processes;
import io.pagesync.database.ledger.lease.Timing;
import io.pagesync.database.own.LedgerLeases.Holder;
import io.pagesync.ledger.PartitionLedger;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.RunLedger.Totals;
import io.pagesync.report.Verdict;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A ledger whose database goes away while a run is open, or whose process does. */
@Timeout(120)
final class LedgerAwayTest {
    @TempDir
    private Path folder = Path.of("");

    private EmbeddedPostgres start(int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false);
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    private static Database open(int port) {
        return Database.open(new DatabaseSettings(
                "main",
                "jdbc:postgresql://localhost:" + port + "/postgres",
                "postgres",
                "s3cret",
                3,
                Duration.ofMillis(500)));
    }

    @Test
    void databaseThatComesBack_hasLostNothing() throws Exception {
        EmbeddedPostgres server = start(0);
        int port = server.getPort();
        Timing timing = TestLedgers.QUICK.withLease(Duration.ofSeconds(4)).withPatience(Duration.ofSeconds(60));
        try (Database database = open(port)) {
            RunLedger run = TestLedgers.of(database, "a", timing).open(PACKAGES);
            PartitionLedger its = run.partition("");
            its.done(1, page(1));
            server.close();

            its.done(2, page(2));
            CompletableFuture<Boolean> held = CompletableFuture.supplyAsync(() -> {
                run.requireHeld();
                return true;
            });
            server = start(port);
            its.done(3, page(3));

            assertThat(held.get(60, TimeUnit.SECONDS)).isTrue();
            run.requireHeld();
            run.close(report(run.id(), Verdict.PARTIAL));
            assertThat(TestLedgers.of(database, "b").open(PACKAGES).totals()).isEqualTo(new Totals(3, 30));
        } finally {
            server.close();
        }
    }

    @Test
    void databaseThatStaysAway_endsTheRunWithASentence() throws Exception {
        EmbeddedPostgres server = start(0);
        Timing timing = TestLedgers.QUICK.withLease(Duration.ofSeconds(4)).withPatience(Duration.ofSeconds(1));
        try (Database database = open(server.getPort())) {
            RunLedger run = TestLedgers.of(database, "a", timing).open(PACKAGES);
            PartitionLedger its = run.partition("");
            CompletableFuture<String> told = new CompletableFuture<>();
            run.whenLost(told::complete);
            server.close();

            String why = told.get(60, TimeUnit.SECONDS);

            assertThat(why)
                    .startsWith("the ledger in data source main was away for 1 s: Connection to localhost:")
                    .endsWith("check pagesync.datasource.main.url, and that the server is up");
            assertThatThrownBy(run::requireHeld)
                    .isInstanceOf(PagesyncException.class)
                    .hasMessage(why);
            assertThatThrownBy(() -> its.done(1, page(1))).hasMessage(why);
            assertThatThrownBy(() -> run.close(report(run.id(), Verdict.PARTIAL)))
                    .hasMessage(why);
        } finally {
            server.close();
        }
    }

    @Test
    void ownerThatIsDead_losesItsLeaseAtOnce() {
        try (Database database =
                Database.open(DatabaseSettings.of("main", "jdbc:sqlite:" + folder.resolve("t.db"), null, null))) {
            Processes here = Processes.ofThisMachine();
            Holder self = here.self();
            assumeFalse(self.machine().isEmpty());
            Holder dead = new Holder("PID 2 on here", self.machine(), self.pid(), self.born() + 1);
            Retention.Keeping keeping = new Retention.Keeping(50, 90);
            RunLedger first = new DatabaseLedger(database, keeping, TestLedgers.QUICK, here, dead).open(PACKAGES);

            RunLedger second = new DatabaseLedger(database, 50, 90).open(PACKAGES);

            assertThat(second.id()).isEqualTo(first.id());
            assertThat(second.epoch()).isEqualTo(first.epoch() + 1);
            second.close(report(second.id(), Verdict.COMPLETE));
        }
    }

    @Test
    void fileSystemThatGoesWithItsContainer_isTold() {
        assertThat(FleetingPlace.warning(Path.of("/app/data/pagesync.db"), "overlay"))
                .isEqualTo(Optional.of("the ledger is in /app/data/pagesync.db, and that file system (overlay) is a"
                        + " container's own and goes with it: what is known of runs may be gone after a restart; put it"
                        + " on a volume (pagesync.datasource.main.url), or name another data source"
                        + " (pagesync.ledger.data-source)"));
        assertThat(FleetingPlace.warning(Path.of("/run/p.db"), "tmpfs")).isPresent();
        assertThat(FleetingPlace.warning(Path.of("/data/p.db"), "ext4")).isEmpty();
    }
}
