package io.pagesync.database.ledger.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.database.RealDatabase;
import io.pagesync.database.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The rows in which several processes have their slots. */
@Timeout(120)
final class DatabaseSlotsTest {
    @TempDir
    private Path folder = Path.of("");

    private static DatabaseSlots process(TestDatabase test, int most) {
        return new DatabaseSlots(test.database, "t3", most);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
    void processes_getTheirShare_whenOthersHaveLetGo(RealDatabase engine) throws Exception {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            DatabaseSlots first = process(test, 4);
            DatabaseSlots second = process(test, 4);

            assertThat(first.share(0, 10)).isEqualTo(4);
            assertThat(second.share(0, 10)).isZero();
            assertThat(first.share(3, 10)).as("is to give one back").isEqualTo(2);
            assertThat(second.share(0, 10))
                    .as("what the first uses stays its own")
                    .isEqualTo(1);
            assertThat(first.share(0, 10)).isEqualTo(2);
            assertThat(second.share(1, 10)).isEqualTo(2);
            assertThat(first.share(0, 1)).isEqualTo(1);
            assertThat(second.share(2, 10)).isEqualTo(3);
            first.giveBack();
            assertThat(second.share(0, 10)).isEqualTo(4);
            assertThat(new DatabaseSlots(test.database, "other", 1).share(0, 1)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
    void slotsOfOneThatIsGone_areFree_alsoWhereTheClockWasSetBack(RealDatabase engine) throws Exception {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            assertThat(process(test, 4).share(0, 4)).isEqualTo(4);
            DatabaseSlots other = process(test, 4);
            assertThat(other.share(0, 4)).isZero();

            test.execute("update pagesync_slots set ends = ends - 15001 where slots = 4");
            assertThat(other.share(0, 4)).isEqualTo(4);
            assertThat(test.rows("select count(*) from pagesync_slots where process <> ''"))
                    .containsExactly("1");

            test.execute("update pagesync_slots set ends = ends + 3600000 where slots = 4");
            assertThat(process(test, 4).share(0, 4)).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SQLITE")
    void manyAtOnce_neverHaveMoreThanThereAre(RealDatabase engine) throws Exception {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            process(test, 5).giveBack();
            ExecutorService threads = Executors.newFixedThreadPool(6);
            List<Future<Integer>> ends = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int number = i;
                ends.add(threads.submit(() -> {
                    DatabaseSlots slots = process(test, 5);
                    int failed = 0;
                    int share = 0;
                    for (int j = 0; j < 25; j++) {
                        int inUse = (number + j) % 3 == 0 ? share : share / 2;
                        share = slots.share(inUse, Math.max(inUse, (number * j) % 6));
                        long sum = Long.parseLong(test.rows("select sum(slots) from pagesync_slots")
                                .get(0));
                        failed += sum > 5 ? 1 : 0;
                    }
                    return failed;
                }));
            }
            for (Future<Integer> end : ends) {
                assertThat(end.get()).isZero();
            }
            threads.shutdown();
        }
    }
}
