package io.pagesync.camel.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.NumberedServer;
import io.pagesync.testing.NumberedServer.Answer;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.io.IOException;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Totals and numbers of pages, wherever in an answer they are. */
@Timeout(180)
final class PlacesLoadTest {
    private static final int SIZE = 10;
    private static final int RECORDS = 95;
    private static final int PAGES = 10;

    private static TestSync sync() {
        return TestSync.packages().with("path", "/items").with("query", "").with("key", "id");
    }

    private static Answer page(int page, String more) {
        return Answer.page(more, (page - 1) * SIZE + 1, Math.min(RECORDS, page * SIZE));
    }

    private static RunReport run(TestSync sync, IntFunction<Answer> api) throws IOException {
        try (NumberedServer server = NumberedServer.start(api)) {
            return sync.run(TestApi.at(server.baseUri()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "header:X-Total-Count | X-Total-Count | 95",
                "header:x-total-count | X-TOTAL-COUNT | 95",
                "header:X-Total-Count | X-Total-Count | '95'",
                "header:Content-Range | Content-Range | items 0-9/95",
                "header:content-range | Content-Range | */95"
            })
    void load_totalInAHeader_isCounted(String place, String header, String value) throws IOException {
        RunReport report =
                run(sync().with("total", place), page -> page(page, "").with(header, value));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.evidence()).containsExactly("counted", "end seen", "unique keys");
        assertThat(report.records()).isEqualTo(new RunReport.Records(95L, RECORDS));
    }

    @Test
    void load_totalWithThousandsSeparators_isUnderstood() throws IOException {
        RunReport report = run(
                sync(), page -> Answer.page("\"total\":\"1,095\",", (page - 1) * 100 + 1, Math.min(1095, page * 100)));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.records().declared()).isEqualTo(1095);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Total | 95 | the answer has no total at 'header:X-Total-Count'; there is no number in the answer",
                "X-Total-Count | many | the total at 'header:X-Total-Count' is 'many', not a whole number",
            })
    void load_noTotalInTheHeader_namesThePlaceAsItIsWritten(String header, String value, String said)
            throws IOException {
        RunReport report = run(sync().with("total", "header:X-Total-Count"), page -> page(page, "")
                .with(header, value));

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.failures().toString()).contains(said);
    }

    @Test
    void load_rangeWithoutATotal_saysHowToLoadWithoutOne() throws IOException {
        RunReport report = run(sync().with("total", "header:Content-Range"), page -> page(page, "")
                .with("Content-Range", "items 0-9/*"));

        assertThat(report.failures().toString())
                .contains("the total at 'header:Content-Range' is '*', not a whole number of 0 or more")
                .contains("or none, if the API tells none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"header:X-WP-TotalPages", "/meta/pages"})
    void load_numberOfPages_isEnough(String place) throws IOException {
        RunReport report = run(sync().with("pages", place), page -> page(page, "\"meta\":{\"pages\":10},")
                .with("X-WP-TotalPages", "10"));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.evidence()).containsExactly("pages counted", "end seen", "no page twice", "unique keys");
        assertThat(report.pages()).isEqualTo(new RunReport.Pages(PAGES, PAGES, 0, 0));
        assertThat(report.records()).isEqualTo(new RunReport.Records(null, RECORDS));
    }

    @Test
    void load_linkToTheLastPage_isItsNumber() throws IOException {
        RunReport report = run(
                sync().with("pages", "header:Link"),
                page -> page == PAGES
                        ? page(page, "")
                        : page(page, "")
                                .linked("<https://h/items?page=" + (page + 1)
                                        + ">; rel=\"next\", <https://h/items?page=10&x=1>; rel=\"last\""));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.pages().delivered()).isEqualTo(PAGES);
    }

    @Test
    void load_linkToTheLastOffset_isItsNumber() throws IOException {
        RunReport report = run(
                sync().with("pages", "/links/last").with("offsetParameter", "page"),
                offset -> Answer.page(
                        "\"links\":{\"last\":\"/items?page=90\"},", offset + 1, Math.min(RECORDS, offset + SIZE)));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.records().delivered()).isEqualTo(RECORDS);
    }

    @Test
    void load_onePageWithoutALink_isAllOfIt() throws IOException {
        RunReport report = run(
                sync().with("pages", "header:Link"),
                page -> page == 1 ? Answer.page("", 1, 4) : new Answer(200, "{\"data\":[]}"));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.records().delivered()).isEqualTo(4);
    }

    @Test
    void load_recordsBehindTheNumberOfPages_areDrift() throws IOException {
        RunReport report = run(sync().with("pages", "pages"), page -> page(page, "\"pages\":9,"));

        assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(report.drift())
                .containsExactly("the declared number of pages of 9 is not the whole collection: page 10 holds records,"
                        + " too (parameter pages)");
    }

    @Test
    void load_numberOfPagesThatChanges_isDrift() throws IOException {
        RunReport report =
                run(sync().with("pages", "pages"), page -> page(page, "\"pages\":" + (page < 8 ? 10 : 11) + ","));

        assertThat(report.drift()).contains("the number of pages changed during the run: 10 at first, 10 to 11 seen");
    }

    @Test
    void load_totalAndNumberOfPagesThatDisagree_areSaid() throws IOException {
        RunReport report = run(sync().with("pages", "pages"), page -> page(page, "\"total\":95,\"pages\":12,"));

        assertThat(report.records().delivered()).isEqualTo(RECORDS);
        assertThat(report.notes())
                .containsExactly(
                        "the total of 95 at '/total' makes 10 pages of 10 records, but there are 12 by '/pages';"
                                + " the higher number was loaded");
    }

    @Test
    void load_noNumberOfPagesWhereItWasSaid_namesThePlace() throws IOException {
        RunReport report = run(sync().with("pages", "header:X-Pages"), page -> page(page, "\"pages\":10,"));

        assertThat(report.failures().toString())
                .contains("the answer has no number of pages at 'header:X-Pages'; there is a number at /pages (10); say"
                        + " where it is (parameter pages)");
    }

    @ParameterizedTest
    @CsvSource({
        "total, header:, names no header",
        "pages, last:/id, 'it must be a JSON pointer such as /meta/total, or header:NAME'",
        "total, last:/id, 'it must be a JSON pointer such as /meta/total, header:NAME, or none'"
    })
    void load_placeThatCannotBe_isRefused(String parameter, String place, String said) throws IOException {
        try (NumberedServer server = NumberedServer.start(page -> page(page, ""))) {
            TestSync wrong = sync().with(parameter, place);

            assertThatThrownBy(() -> wrong.run(TestApi.at(server.baseUri())))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining(said);
        }
    }
}
