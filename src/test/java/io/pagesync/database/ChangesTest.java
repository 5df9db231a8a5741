package io.pagesync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.InvalidSettingException;
import io.pagesync.database.table.ColumnRules;
import io.pagesync.database.table.Removal;
import io.pagesync.database.table.Stamp;
import io.pagesync.database.table.TableSettings;
import io.pagesync.database.table.WriteMode;
import io.pagesync.ledger.MemoryLedger;
import io.pagesync.page.Json;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What has changed of a table's rows is written down in the transaction that has changed them. */
final class ChangesTest {
    private static final TableSettings.Changes TOLD = new TableSettings.Changes("direct:changes", 100);
    private static final TableSettings UPSERT = in(WriteMode.UPSERT);

    @TempDir
    Path folder = Path.of("");

    private static TableSettings in(WriteMode mode) {
        return TableSettings.of("packages", mode).withKey("id").withChanges(TOLD);
    }

    private static String record(int id, String label) {
        return "{\"id\":" + id + ",\"label\":\"" + label + "\"}";
    }

    private static List<String> records(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(id -> record(id, "l" + id))
                .toList();
    }

    /** A run whose evidence proves that what did not come is gone. */
    private static RunReport proved(TestDatabase test, TableSettings settings, List<String> records) {
        List<Page> pages = new ArrayList<>();
        for (int from = 0; from == 0 || from < records.size(); from += 5) {
            List<String> its = records.subList(from, Math.min(records.size(), from + 5));
            pages.add(TestRun.page(pages.size() + 1, records.size(), 5, its, "id"));
        }
        return new TestRun(test.database, settings, TestRun.QUICK, new MemoryLedger(), TestRun.PROVING).load(pages, 1);
    }

    private static List<JsonNode> events(TestDatabase test) throws SQLException {
        return test.rows("select payload from pagesync_changes order by place").stream()
                .map(ChangesTest::json)
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** The events, each as its letter, the key, and what became of the label. */
    private static List<String> told(TestDatabase test) throws SQLException {
        List<String> told = events(test).stream()
                .map(event -> event.path("op").asText() + " "
                        + (event.path("after").isNull() ? event.path("before") : event.path("after"))
                                .path("id")
                                .asText()
                        + " " + event.path("before").path("label").asText("-") + ">"
                        + event.path("after").path("label").asText("-"))
                .toList();
        test.execute("delete from pagesync_changes");
        return told;
    }

    @ParameterizedTest
    @EnumSource
    void key_thatIsAThenBThenA_isToldThreeTimes(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            for (String label : List.of("A", "B", "A")) {
                assertThat(TestRun.load(test.database, UPSERT, record(1, label), record(2, "same"))
                                .verdict())
                        .isEqualTo(Verdict.COMPLETE);
            }

            assertThat(test.rows("select aggregatetype, aggregateid, type from pagesync_changes order by place"))
                    .containsExactly(
                            "packages|1|created", "packages|2|created", "packages|1|changed", "packages|1|changed");
            assertThat(told(test)).containsExactly("c 1 ->A", "c 2 ->same", "u 1 A>B", "u 1 B>A");
        }
    }

    @ParameterizedTest
    @EnumSource
    void event_isDebeziumsEnvelope(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TableSettings settings = UPSERT.withScope(Map.of("licence", "C-1"));
            String id = new TestRun(test.database, settings)
                    .load(TestRun.pages(List.of(record(1, "é\\\"\\n"))), 1)
                    .run();

            JsonNode event = events(test).get(0);

            assertThat(event.fieldNames()).toIterable().containsExactly("before", "after", "source", "op", "ts_ms");
            assertThat(event.path("before").isNull()).isTrue();
            assertThat(event.path("after")).hasToString("{\"licence\":\"C-1\",\"id\":1,\"label\":\"é\\\"\\n\"}");
            assertThat(event.path("source"))
                    .hasToString("{\"name\":\"pagesync\",\"sync\":\"packages\",\"run\":\"" + id
                            + "\",\"page\":1,\"table\":\"packages\",\"scope\":{\"licence\":\"C-1\"}}");
            assertThat(event.path("ts_ms").asLong())
                    .isBetween(System.currentTimeMillis() - 600_000, System.currentTimeMillis() + 600_000);
            assertThat(test.value("select aggregateid from pagesync_changes")).isEqualTo("[\"C-1\",1]");
            assertThat(test.value("select id from pagesync_changes")).hasSize(36);
        }
    }

    @ParameterizedTest
    @EnumSource
    void values_areExact(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            String before =
                    "{\"id\":\"a\",\"n\":1.50,\"big\":9007199254740993,\"yes\":true,\"o\":{\"k\":[1,2]},\"t\":\"x\"}";
            String after =
                    "{\"id\":\"a\",\"n\":12345678901234567890.123456789,\"big\":-1,\"yes\":false,\"o\":[],\"t\":null}";
            TestRun.load(test.database, UPSERT, before);
            TestRun.load(test.database, UPSERT, after);

            List<JsonNode> events = events(test);

            assertThat(events.get(1).path("before"))
                    .isEqualTo(events.get(0).path("after"))
                    .isEqualTo(json(before.replace("1.50", "1.5")));
            assertThat(events.get(1).path("after")).isEqualTo(json(after));
        }
    }

    @ParameterizedTest
    @EnumSource
    void row_thatIsTheSame_isNotTold_noHowMuchIsIgnored(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TableSettings settings = UPSERT.withIgnore("at")
                    .withRules(new ColumnRules(
                            ColumnRules.NONE.ddl(),
                            Map.of(),
                            Set.of(),
                            Set.of(),
                            Set.of(),
                            Set.of(Stamp.values()),
                            false));
            TestRun.load(test.database, settings, "{\"id\":1,\"label\":\"A\",\"at\":1}");
            told(test);

            TestRun.load(test.database, settings, "{\"id\":1,\"label\":\"A\",\"at\":2}");

            assertThat(told(test)).isEmpty();
            TestRun.load(test.database, settings, "{\"id\":1,\"label\":\"B\",\"at\":3}");
            JsonNode event = events(test).get(0);
            assertThat(event.path("before").path("at").asInt()).isEqualTo(1);
            assertThat(event.path("after").path("at").asInt()).isEqualTo(3);
            assertThat(event.path("after").path("_loaded_at"))
                    .isEqualTo(event.path("before").path("_loaded_at"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void record_thatTheTableRefuses_isNotTold(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, UPSERT, record(1, "A"));
            test.execute("create unique index one_label on packages (label"
                    + (engine == RealDatabase.MARIADB ? "(50)" : "") + ")");
            told(test);

            TestRun.load(test.database, UPSERT, record(1, "A"), record(2, "A"), record(3, "C"), record(4, "D"));

            assertThat(told(test)).containsExactlyInAnyOrder("c 3 ->C", "c 4 ->D");
            assertThat(test.rows("select id from packages order by id")).containsExactly("1", "3", "4");
        }
    }

    @ParameterizedTest
    @EnumSource
    void appendedRow_isToldEachTime(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TableSettings append = TableSettings.append("packages").withChanges(TOLD);
            TestRun.load(test.database, append, record(1, "A"), record(1, "A"));
            TestRun.load(test.database, append, record(1, "A"));

            assertThat(test.value("select count(*) from pagesync_changes where aggregateid = id"))
                    .isEqualTo("3");
            assertThat(told(test)).containsExactly("c 1 ->A", "c 1 ->A", "c 1 ->A");
        }
    }

    @ParameterizedTest
    @EnumSource
    void mirror_tellsWhatGoes(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            proved(test, in(WriteMode.MIRROR), records(1, 20));
            told(test);

            proved(test, in(WriteMode.MIRROR), records(3, 20));

            assertThat(told(test)).containsExactlyInAnyOrder("d 1 l1>-", "d 2 l2>-");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowThatIsMarkedAsGone_isToldAsDeleted_andAsCreatedWhenItIsBack(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TableSettings marking = in(WriteMode.MIRROR).withRemoval(new Removal("deleted_at", 20));
            proved(test, marking, records(1, 20));
            told(test);

            proved(test, marking, records(2, 20));
            assertThat(told(test)).containsExactly("d 1 l1>-");
            proved(test, marking, records(2, 20));
            assertThat(told(test)).isEmpty();

            List<String> back = new ArrayList<>(records(1, 20));
            back.set(0, record(1, "other"));
            proved(test, marking, back);
            assertThat(told(test)).containsExactly("c 1 ->other");
        }
    }

    @ParameterizedTest
    @EnumSource
    void replace_tellsOnlyWhatIsOtherwise(RealDatabase engine) throws SQLException {
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            proved(test, in(WriteMode.REPLACE), records(1, 20));
            assertThat(told(test)).hasSize(20).allMatch(each -> each.startsWith("c "));
            List<String> next = new ArrayList<>(records(2, 21));
            next.set(0, record(2, "other"));

            RunReport report = proved(test, in(WriteMode.REPLACE), next);

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(told(test)).containsExactlyInAnyOrder("c 21 ->l21", "u 2 l2>other", "d 1 l1>-");
        }
    }

    @Test
    void replace_withoutAKey_isRefused() throws SQLException {
        try (TestDatabase test = new TestDatabase(RealDatabase.SQLITE, folder)) {
            TableSettings keyless =
                    TableSettings.of("packages", WriteMode.REPLACE).withChanges(TOLD);

            assertThatThrownBy(() -> new TestRun(test.database, keyless))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessage(
                            "the table packages has changes and mode REPLACE without a key, so nobody knows which of its"
                                    + " rows have changed; name a key, such as key: id, or leave changes out");
        }
    }

    private static List<Page> pages(List<List<String>> records) {
        return IntStream.range(0, records.size())
                .mapToObj(page -> TestRun.page(page + 1, records.size() * 6, 6, records.get(page)))
                .toList();
    }

    /** Many runs at once change, and create, the same rows: whoever sees the events in order sees what the rows were. */
    @ParameterizedTest
    @EnumSource
    void eventsOfAKey_areInTheOrderOfItsChanges_whoeverMakesThem(RealDatabase engine) throws Exception {
        int runs = engine == RealDatabase.SQLITE ? 3 : 8;
        try (TestDatabase test = new TestDatabase(engine, folder)) {
            TestRun.load(test.database, UPSERT, record(0, "first"));
            ExecutorService workers = Executors.newFixedThreadPool(runs);
            try {
                List<Future<RunReport>> all = new ArrayList<>();
                for (int run = 0; run < runs; run++) {
                    int its = run;
                    all.add(workers.submit(() -> {
                        List<List<String>> pages = new ArrayList<>();
                        for (int page = 0; page < 6; page++) {
                            String label = its + "." + page;
                            List<String> records = new ArrayList<>(IntStream.range(page * 2, page * 2 + 6)
                                    .mapToObj(id -> record(id, label))
                                    .toList());
                            if (its % 2 == 0) {
                                Collections.reverse(records);
                            }
                            pages.add(records);
                        }
                        return new TestRun(test.database, UPSERT).load(pages(pages), 3);
                    }));
                }
                for (Future<RunReport> each : all) {
                    assertThat(each.get().failures()).isEmpty();
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } finally {
                workers.shutdownNow();
            }

            for (String row : test.rows("select id, label from packages")) {
                String id = row.substring(0, row.indexOf('|'));
                String label = "-";
                for (String payload : test.rows(
                        "select payload from pagesync_changes where aggregateid = '" + id + "' order by place")) {
                    JsonNode event = json(payload);
                    assertThat(event.path("before").path("label").asText("-")).isEqualTo(label);
                    assertThat(event.path("op").asText()).isEqualTo(label.equals("-") ? "c" : "u");
                    label = event.path("after").path("label").asText("-");
                }
                assertThat(row).isEqualTo(id + "|" + label);
            }
        }
    }
}
