package io.pagesync.database.ledger.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.PagesyncException;
import io.pagesync.database.Database;
import io.pagesync.database.DatabaseSettings;
import io.pagesync.database.RealDatabase;
import io.pagesync.database.TestDatabase;
import io.pagesync.rate.limit.Quota;
import io.pagesync.rate.limit.UsedPermits;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one process has used of a quota, as the next one sees it. */
@Timeout(180)
final class StoredPermitsTest {
    private static final Quota OF_A_DAY = new Quota(1000, Duration.ofDays(1));
    private static final Quota OF_AN_HOUR = new Quota(100, Duration.ofHours(1));

    @TempDir
    private Path folder = Path.of("");

    private static void use(Database database, String api, Quota quota, int times) {
        try (StoredPermits permits = new StoredPermits(database)) {
            UsedPermits its = permits.of(api);
            for (int i = 0; i < times; i++) {
                its.used(quota);
            }
        }
    }

    private static List<UsedPermits.Used> since(Database database, String api, Quota quota) {
        try (StoredPermits permits = new StoredPermits(database)) {
            return permits.of(api).since(quota);
        }
    }

    private static int sum(List<UsedPermits.Used> used) {
        return used.stream().mapToInt(UsedPermits.Used::permits).sum();
    }

    @ParameterizedTest
    @EnumSource
    void since_hasWhatEarlierProcessesUsed_byApiAndWindow(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            assertThat(since(test.database, "t3", OF_A_DAY)).isEmpty();
            use(test.database, "t3", OF_A_DAY, 7);
            use(test.database, "t3", OF_A_DAY, 5);
            use(test.database, "t3", OF_AN_HOUR, 2);
            use(test.database, "other", OF_A_DAY, 1);

            List<UsedPermits.Used> used = since(test.database, "t3", OF_A_DAY);

            assertThat(sum(used)).isEqualTo(12);
            assertThat(used).allSatisfy(each -> assertThat(each.ago()).isLessThan(Duration.ofMinutes(1)));
            assertThat(sum(since(test.database, "t3", OF_AN_HOUR))).isEqualTo(2);
            assertThat(sum(since(test.database, "other", OF_A_DAY))).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void since_leavesOutWhatIsOlderThanTheWindow_whichTheNextOneDeletes(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            use(test.database, "t3", OF_AN_HOUR, 3);
            test.execute("UPDATE pagesync_budgets SET began = began - 1800000");
            assertThat(since(test.database, "t3", OF_AN_HOUR)).singleElement().satisfies(used -> assertThat(used.ago())
                    .isBetween(Duration.ofMinutes(29), Duration.ofMinutes(31)));
            test.execute("UPDATE pagesync_budgets SET began = began - 1830000");

            assertThat(since(test.database, "t3", OF_AN_HOUR)).isEmpty();
            use(test.database, "t3", OF_AN_HOUR, 1);
            assertThat(test.rows("SELECT requests FROM pagesync_budgets")).containsExactly("1");
        }
    }

    @Test
    void used_ofAShortWindow_isNotKept() throws SQLException {
        Quota quota = new Quota(10, Duration.ofSeconds(10));
        try (TestDatabase test = new TestDatabase(RealDatabase.SQLITE, folder)) {
            use(test.database, "t3", quota, 5);

            assertThat(since(test.database, "t3", quota)).isEmpty();
        }
    }

    @Test
    void since_ofADatabaseThatCannotBe_saysSo() {
        DatabaseSettings nowhere = DatabaseSettings.of("main", "jdbc:sqlite:/proc/none/x.db", null, null);
        try (Database database = Database.open(nowhere)) {
            assertThatThrownBy(() -> since(database, "t3", OF_A_DAY)).isInstanceOf(PagesyncException.class);
        }
    }
}
