package io.pagesync.camel.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.NumberedServer.Answer;
import io.pagesync.testing.QueryServer;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections each of whose pages says how to ask for the next, wherever in the answer that is, and in whatever form. */
@Timeout(180)
final class NextPlacesLoadTest {
    private static final int RECORDS = 35;
    private static final int SIZE = 10;

    private static TestSync sync(String next) {
        return TestSync.packages()
                .with("path", "/items")
                .with("query", "")
                .with("key", "id")
                .with("next", next);
    }

    /** The records behind one of this number; what the answer says beside them is made from the number of the last one. */
    private static Answer after(@Nullable String number, IntFunction<String> more) {
        int after = number == null ? 0 : Integer.parseInt(number);
        int last = Math.min(RECORDS, after + SIZE);
        return Answer.page(more.apply(last), after + 1, last);
    }

    private static RunReport run(TestSync sync, Function<Map<String, String>, Answer> api) throws IOException {
        try (QueryServer server = QueryServer.start(api)) {
            return sync.run(TestApi.at(server.baseUri()));
        }
    }

    private static void assertWhole(RunReport report) {
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.records().delivered()).isEqualTo(RECORDS);
        assertThat(report.evidence()).containsExactly("followed to the end", "no page twice", "unique keys");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<http://127.0.0.1/items?after=%d>; rel=\"prev\", </items?after=%d>; rel=\"next\"",
                "<?after=%2$d>; rel=next"
            })
    void load_headerLink_isFollowed(String link) throws IOException {
        assertWhole(run(sync("header:Link"), query -> {
            Answer page = after(query.get("after"), last -> "");
            int last = Math.min(RECORDS, SIZE + Integer.parseInt(query.getOrDefault("after", "0")));
            return last == RECORDS
                    ? page.linked("</items>; rel=\"first\"")
                    : page.linked(String.format(link, last - 2 * SIZE, last));
        }));
    }

    @Test
    void load_cursorInAHeader_isTaken() throws IOException {
        assertWhole(run(sync("header:X-Next-Cursor").with("cursorParameter", "after"), query -> {
            int last = Math.min(RECORDS, SIZE + Integer.parseInt(query.getOrDefault("after", "0")));
            Answer page = after(query.get("after"), any -> "");
            return last == RECORDS ? page : page.with("X-Next-Cursor", Integer.toString(last));
        }));
    }

    @Test
    void load_fieldOfTheLastRecord_isTakenUntilThereIsNoMore() throws IOException {
        try (QueryServer server = QueryServer.start(
                query -> after(query.get("starting_after"), last -> "\"has_more\":" + (last < RECORDS) + ","))) {
            RunReport report = sync("last:/id")
                    .with("more", "/has_more")
                    .with("cursorParameter", "starting_after")
                    .run(TestApi.at(server.baseUri()));

            assertWhole(report);
            assertThat(server.asked())
                    .containsExactly(
                            "/items",
                            "/items?starting_after=10",
                            "/items?starting_after=20",
                            "/items?starting_after=30");
        }
    }

    @Test
    void load_fieldOfTheLastRecord_isTakenUntilAPageIsEmpty() throws IOException {
        assertWhole(
                run(sync("last:/id").with("cursorParameter", "after"), query -> after(query.get("after"), last -> "")));
    }

    @Test
    void load_lastRecordWithoutTheField_isNoEnd() throws IOException {
        RunReport report =
                run(sync("last:/idd").with("cursorParameter", "after"), query -> after(query.get("after"), last -> ""));

        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.failures().toString())
                .contains("the last record of page 1 has nothing at '/idd', by which the page behind it is asked for"
                        + " (parameter next)");
    }

    @Test
    void load_objectOfSeveralParameters_isSentAsThey() throws IOException {
        try (QueryServer server = QueryServer.start(query -> after(
                query.get("apcontinue"),
                last -> last == RECORDS ? "" : "\"continue\":{\"apcontinue\":" + last + ",\"continue\":\"-||\"},"))) {
            RunReport report =
                    sync("continue").with("query", "RAW(list=all&continue=)").run(TestApi.at(server.baseUri()));

            assertWhole(report);
            assertThat(server.asked())
                    .startsWith("/items?list=all&continue=", "/items?list=all&apcontinue=10&continue=-%7C%7C");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"href\":\"/items?after=10\"} | '' | an object at '/next'; say where in it the link is, such as /next/href (parameter next)",
                "{\"cursor\":10} | after | an object at '/next'; say where in it the cursor is, such as /next/cursor (parameter next)",
                "{\"page\":{\"after\":10}} | '' | an object at '/next' that cannot be sent as parameters: its member 'page' is no text or number; say where in it the link or cursor is (parameter next)",
                "[10,11] | after | by an array at '/next'; say which of its elements it is (parameter next)",
                "true | '' | by nothing but true; if that says whether there are more, name it as that (parameter more)"
            })
    void load_whatCannotBeAskedWith_saysWhatToName(String next, String cursor, String said) throws IOException {
        RunReport report = run(
                sync("next").with("cursorParameter", cursor),
                query -> after(query.get("after"), last -> "\"next\":" + next + ","));

        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.failures().toString())
                .contains("page 1 names a next page")
                .contains(said);
    }

    @Test
    void load_placeThatIsInNoPage_isNoEnd() throws IOException {
        RunReport report =
                run(sync("/nxt").with("cursorParameter", "after"), query -> after(query.get("after"), last -> ""));

        assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(report.drift())
                .containsExactly("no page has anything at '/nxt', not even null: say where the next page is named"
                        + " (parameter next), or that there is one page only by declaring the end (parameter end)");
    }

    @Test
    void load_onlyPageThatIsDeclaredTheLast_mayNameNoNext() throws IOException {
        RunReport report = run(
                sync("/nxt").with("cursorParameter", "after").with("end", "declared"),
                query -> after(query.get("after"), last -> ""));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
    }

    @Test
    void load_moreThanIsNamed_isNoEnd() throws IOException {
        RunReport report = run(
                sync("/next").with("cursorParameter", "after").with("more", "/more"),
                query -> after(
                        query.get("after"), last -> "\"more\":true,\"next\":" + (last > 20 ? "null" : last) + ","));

        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.failures().toString())
                .contains("page 3 says at '/more' that there are more pages, but names no next one at '/next'");
    }

    @Test
    void load_moreThatIsNeitherTrueNorFalse_isRefused() throws IOException {
        RunReport report = run(
                sync("/next").with("cursorParameter", "after").with("more", "/more"),
                query -> after(query.get("after"), last -> "\"more\":\"perhaps\",\"next\":" + last + ","));

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.failures().toString())
                .contains("the first page has at '/more' neither true nor false: 'perhaps' (parameter more)");
    }

    @Test
    void load_newCursorsForTheSameRecords_endWithASentence() throws IOException {
        try (QueryServer server =
                QueryServer.start(query -> after("0", last -> "\"next\":" + System.nanoTime() + ","))) {
            RunReport report = sync("/next")
                    .with("cursorParameter", "after")
                    .with("onDrift", "continue")
                    .run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.failures().toString()).contains("there is no progress");
            assertThat(server.asked()).hasSize(2);
        }
    }

    @Test
    void load_numberOfPagesWhereEachNamesTheNext_hasNoEffectAndIsRefused() throws IOException {
        try (QueryServer server = QueryServer.start(query -> after(null, last -> ""))) {
            TestSync wrong = sync("/next").with("pages", "/pages");

            assertThatThrownBy(() -> wrong.run(TestApi.at(server.baseUri())))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("helps only where pages are asked for by number or offset");
        }
    }

    @Test
    void load_recordsThatAreMembers_areRecordsAsThoseOfAnArray() throws IOException {
        try (QueryServer server = QueryServer.start(query -> {
            boolean first = !query.containsKey("after");
            return new Answer(
                    200,
                    "{\"next\":" + (first ? "2" : "null") + ",\"data\":"
                            + (first ? "{\"a\":{\"v\":1},\"b\":{ \"v\":2}}" : "{\"c\":{}}") + "}");
        })) {
            RunReport report = sync("/next")
                    .with("cursorParameter", "after")
                    .with("recordsAre", "members")
                    .with("memberName", "code")
                    .with("key", "code")
                    .run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.records().delivered()).isEqualTo(3);
        }
    }

    @Test
    void load_oneObject_isTheOnlyRecord() throws IOException {
        try (QueryServer server = QueryServer.start(query -> new Answer(200, "{\"id\":1,\"name\":\"x\"}"))) {
            RunReport report = TestSync.packages()
                    .with("path", "/item")
                    .with("query", "")
                    .with("records", "")
                    .with("recordsAre", "one")
                    .run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.records()).isEqualTo(new RunReport.Records(1L, 1));
            assertThat(List.copyOf(server.asked())).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void load_nameOfAMemberThatIsNone_isRefused() throws IOException {
        try (QueryServer server = QueryServer.start(query -> after(null, last -> ""))) {
            TestSync wrong = sync("/next").with("memberName", "code");

            assertThatThrownBy(() -> wrong.run(TestApi.at(server.baseUri())))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("say that they are members (parameter recordsAre)");
        }
    }
}
