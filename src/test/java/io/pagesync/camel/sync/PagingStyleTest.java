package io.pagesync.camel.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.paging.Sheets;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.NumberedServer.Answer;
import io.pagesync.testing.QueryServer;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.io.IOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A style of paging that the product does not have: {@link Sheets}, one class and its line in a list. */
@Timeout(180)
final class PagingStyleTest {
    private static final int RECORDS = 95;
    private static final int SIZE = 10;

    @ParameterizedTest
    @ValueSource(strings = {"arrival", "page"})
    void load_byNamesOfPages_isLoadedInParallelAndProved(String order) throws IOException {
        try (QueryServer server = QueryServer.start(query -> {
            int from =
                    SIZE * (Integer.parseInt(query.getOrDefault("sheet", "s1").substring(1)) - 1);
            String more = "\"total\":" + RECORDS + ",";
            return Answer.page(more, from + 1, Math.min(RECORDS, from + SIZE));
        })) {
            RunReport report = TestSync.packages()
                    .with("path", "/items")
                    .with("query", "")
                    .with("key", "id")
                    .with("pageParameter", "sheet")
                    .with("verify", "bracketed")
                    .with("order", order)
                    .run(TestApi.at(server.baseUri()));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.evidence()).containsExactly("counted", "end seen", "unique keys", "bracketed");
            assertThat(report.pages().delivered()).isEqualTo(10);
            assertThat(report.records().delivered()).isEqualTo(RECORDS);
        }
    }
}
