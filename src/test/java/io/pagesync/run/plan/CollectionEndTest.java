package io.pagesync.run.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.api.Api;
import io.pagesync.api.CallErrors;
import io.pagesync.config.ApiReader;
import io.pagesync.evidence.Evidence;
import io.pagesync.paging.PageSequence;
import io.pagesync.run.TestRuns;
import io.pagesync.run.failure.Failures;
import io.pagesync.run.turn.PageSlots;
import io.pagesync.run.turn.StopSignal;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Five pages of two records, of which the API refuses the last ones. */
final class CollectionEndTest {
    private final PageSequence pages = TestRuns.numbered(10, 2);
    private final PageSlots slots = new PageSlots(pages, 0, page -> false, new StopSignal());
    private final Evidence evidence = new Evidence(pages, TestRuns.scrutiny());
    private final Failures failures = new Failures();
    private final CollectionEnd end = new CollectionEnd(pages, slots, evidence, "; from 0?");

    private static Throwable answered(int status) {
        return new CallErrors(new Api(ApiReader.defaults("t3", URI.create("https://h"))))
                .status("https://h/items?page=4", status, new byte[0]);
    }

    @ParameterizedTest
    @CsvSource({"400, true", "404, true", "403, false", "500, false"})
    void refuses_status_isThatOfAStrictApi(int status, boolean refuses) {
        assertThat(CollectionEnd.refuses(answered(status))).isEqualTo(refuses);
        assertThat(CollectionEnd.refuses(new IllegalStateException())).isFalse();
    }

    @Test
    void gone_nothingRefused_isNone() {
        assertThat(end.gone(0, false, failures)).isZero();
        assertThat(end.drift(true, 0)).containsExactly("the pages hold 0 records, 10 were declared");
    }

    @Test
    void gone_collectionThatShrank_isWhatWasNotDelivered() {
        end.refused(5, answered(404));
        end.refused(4, answered(404));
        evidence.fetched(TestRuns.declaring(3, 6, 2, 5, 6));

        assertThat(end.gone(2, false, failures)).isEqualTo(2);
        assertThat(failures.count()).isZero();
        assertThat(end.drift(false, 2))
                .contains("the collection shrank: page 4 and those after it are past its end now");
    }

    @Test
    void gone_collectionAsItWas_isAFailureOfTheFirstRefused() {
        end.refused(5, answered(400));
        end.refused(4, answered(404));

        assertThat(end.gone(2, false, failures)).isZero();
        assertThat(failures.first()).singleElement().satisfies(failure -> {
            assertThat(failure.page()).isEqualTo(4);
            assertThat(failure.error()).contains("answered 404");
        });
    }

    @Test
    void gone_runThatWasStopped_isNotTaken() {
        end.refused(4, answered(404));
        evidence.fetched(TestRuns.declaring(3, 6, 2, 5, 6));

        assertThat(end.gone(2, true, failures)).isZero();
        assertThat(failures.count()).isEqualTo(1);
    }
}
