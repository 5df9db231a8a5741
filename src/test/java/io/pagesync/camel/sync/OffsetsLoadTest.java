package io.pagesync.camel.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.NumberedServer;
import io.pagesync.testing.NumberedServer.Answer;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.io.IOException;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages asked for by the offset of their first record. */
final class OffsetsLoadTest {
    private static TestSync sync() {
        return TestSync.packages()
                .with("path", "/items")
                .with("query", "")
                .with("key", "id")
                .with("offsetParameter", "page");
    }

    /** Records from an offset on, of which the first one has this number. */
    private static IntFunction<Answer> slices(int records, int size, int first) {
        return offset ->
                Answer.page("\"total\":" + records + ",", offset - first + 1, Math.min(records, offset - first + size));
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 0, 1", "1, 10, 0, 1", "95, 10, 0, 10", "100, 10, 0, 10", "95, 10, 1, 10", "250, 100, 0, 3"})
    void load_byOffsets_hasEveryRecordOnce(int records, int size, int first, int pages) throws IOException {
        try (NumberedServer server = NumberedServer.start(slices(records, size, first))) {
            RunReport report = sync().with("firstOffset", Integer.toString(first))
                    .with("verify", "bracketed")
                    .run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.evidence()).containsExactly("counted", "end seen", "unique keys", "bracketed");
            assertThat(report.pages()).isEqualTo(new RunReport.Pages(pages, pages, 0, 0));
            assertThat(report.records().delivered()).isEqualTo(records);
        }
    }

    /** What is between the end of a page and the next offset was never asked for. */
    @Test
    void load_apiGrantsLessBehindTheFirstPage_isNotComplete() throws IOException {
        try (NumberedServer server = NumberedServer.start(
                offset -> Answer.page("", offset + 1, Math.min(125, offset + (offset == 0 ? 10 : 6))))) {
            RunReport report = sync().with("total", "none").run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.drift())
                    .containsExactly(
                            "page 1 holds 10 records, and those behind it 6, although each was asked for 10 behind the"
                                    + " one before: what is between is missing; ask for pages of 6 (parameter pageSize)");
        }
    }

    @Test
    void load_apiLeavesSomeOutOfAPage_isTold() throws IOException {
        try (NumberedServer server = NumberedServer.start(offset ->
                Answer.page("", offset + 1, Math.min(95, offset + (offset == 30 ? 7 : offset == 50 ? 6 : 10))))) {
            RunReport report = sync().with("total", "none").run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.notes())
                    .containsExactly(
                            "page 4 holds 7 records, where others hold 10; no total tells whether it lacks some");
        }
    }

    @Test
    void load_offsetThatCountsPages_isToldHowToBeNamed() throws IOException {
        try (NumberedServer server = NumberedServer.start(page ->
                Answer.page("\"total\":95,", 10 * page + 1, Math.max(10 * page, Math.min(95, 10 * page + 10))))) {
            RunReport report = sync().run(TestApi.at(server.baseUri()));

            assertThat(report.drift())
                    .containsExactly(
                            "the pages hold 10 records, 95 were declared; only the first page holds any: if the"
                                    + " parameter that is asked by counts pages, and not records, name it as that of pages"
                                    + " (parameter pageParameter)");
        }
    }

    @Test
    void load_serverGrantsSmallerPages_goesOnByWhatCame() throws IOException {
        try (NumberedServer server = NumberedServer.start(slices(95, 10, 0))) {
            RunReport report = sync().with("pageSize", "50").run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.notes()).containsExactly("pages of 50 records were asked for, the API gives 10");
        }
    }

    @Test
    void load_serverDoesNotKnowTheParameter_endsEarly() throws IOException {
        try (NumberedServer server = NumberedServer.start(offset -> Answer.page("\"total\":100000,", 1, 10))) {
            RunReport report = sync().run(TestApi.at(server.baseUri()));

            assertThat(report.stopped())
                    .endsWith("does the API know the parameter by which it is asked? (parameter offsetParameter)");
        }
    }

    @Test
    void load_twoWaysOfPaging_areRefused() throws IOException {
        try (NumberedServer server = NumberedServer.start(slices(95, 10, 0));
                Engine engine = Engine.start(TestApi.at(server.baseUri()).settings())) {
            assertThatThrownBy(() -> sync().with("next", "/next").run(engine))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining(
                            "says in several ways how its pages are asked for: parameter next and parameter"
                                    + " offsetParameter; leave out all but one");
        }
    }
}
