package io.pagesync.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.PagesyncException;
import io.pagesync.api.CallFailedException;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.run.failure.Participant;
import io.pagesync.run.plan.Collection.Gather;
import io.pagesync.run.plan.Collection.OnPageFailure;
import io.pagesync.run.plan.Collection.Verify;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class RunTest {
    private final Run run = TestRuns.run();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"data\":[{\"id\":1}]} | the answer has no total at '/total'; there is no number in the answer; say",
                "{\"data\":[],\"total\":null} | the answer has no total at '/total' (it is null); there is no number in the answer; say",
                "{\"data\":[],\"total\":\"many\"} | the total at '/total' is 'many', not a whole number",
                "{\"data\":[],\"total\":-1} | the total at '/total' is '-1', not a whole number",
                "{\"data\":[],\"total\":5} | the answer declares 5 records but holds none",
                "{\"data\":[],\"total\":5,\"pageSize\":0} | the page size at '/pageSize' is 0 while the total is 5",
                "{\"data\":[],\"total\":5,\"pageSize\":\"x\"} | the page size at '/pageSize' is 'x', not a whole"
                        + " number",
                "{\"data\":[{\"no\":1}],\"total\":1} | no record of the first page has the key id (parameter key);"
                        + " there is no",
                "{\"data\":[],\"total\":50000001,\"pageSize\":1} | 50000001 records in pages of 1 are more than"
            })
    void plan_firstPageSaysTooLittle_saysWhatIsWrong(String body, String message) {
        assertThatThrownBy(() -> run.plan(TestRuns.read(1, body)))
                .isInstanceOf(InvalidPageException.class)
                .hasMessageStartingWith("GET https://h/items?page=1: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"data\":[{\"id\":1}],\"total\":5} | 5",
                "{\"data\":[{\"id\":1},{\"id\":2}],\"total\":5} | 3",
                "{\"data\":[{\"id\":1},{\"id\":2}],\"total\":\"5\",\"pageSize\":\"2\"} | 3",
                "{\"data\":[{\"id\":1}],\"total\":5,\"pageSize\":2} | 5",
                "{\"data\":[{\"id\":1},{\"id\":2}],\"total\":5,\"pageSize\":0} | 3",
                "{\"data\":[],\"total\":0} | 1",
                "{\"data\":[],\"total\":0,\"pageSize\":0} | 1",
                "{\"data\":[{\"id\":1}],\"total\":1,\"pageSize\":9223372036854775807} | 1"
            })
    void plan_firstPage_hasAsManyPagesAsItsSizeNeeds(String body, int pages) {
        assertThat(run.plan(TestRuns.read(1, body)).pages()).hasValue(pages);
    }

    @Test
    void close_allDelivered_isComplete() {
        run.plan(TestRuns.declaring(1, 2, 1, 1));
        deliver(run, TestRuns.declaring(1, 2, 1, 1));
        deliver(run, TestRuns.declaring(2, 2, 1, 2));
        RunReport report = close(run);
        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.evidence()).containsExactly("counted", "unique keys");
        assertThat(report.records()).isEqualTo(new RunReport.Records(2L, 2));
    }

    @Test
    void close_noFirstPage_isFailed() {
        run.firstPageFailed(new PagesyncException("no"));
        RunReport report = close(run);
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.failures()).containsExactly(new RunReport.Failure(1, "no"));
    }

    @Test
    void close_pageNotConfirmedByADestination_isPartialAndNamesIt() {
        run.plan(TestRuns.declaring(1, 2, 1, 1));
        deliver(run, TestRuns.declaring(1, 2, 1, 1));
        Delivery second = setOut(run, 2);
        second.arrived(TestRuns.declaring(2, 2, 1, 2));
        second.begin(new Named("table"), 1);
        second.leave(null);
        RunReport report = close(run);
        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.failures())
                .containsExactly(new RunReport.Failure(2, "not delivered: not confirmed by table"));
    }

    @Test
    void confirm_inParts_isConfirmedWhenAllIsHeld() {
        run.plan(TestRuns.declaring(1, 1, 1, 1));
        Named table = new Named("table");
        Delivery delivery = setOut(run, 1);
        delivery.arrived(TestRuns.declaring(1, 1, 1, 1));
        delivery.begin(table, 3);
        delivery.confirm(table, 2);
        delivery.confirm(table, 1);
        delivery.leave(null);
        assertThat(close(run).verdict()).isEqualTo(Verdict.COMPLETE);
    }

    @Test
    void confirm_moreThanOwed_isNotConfirmed() {
        run.plan(TestRuns.declaring(1, 1, 1, 1));
        Named table = new Named("table");
        Delivery delivery = setOut(run, 1);
        delivery.arrived(TestRuns.declaring(1, 1, 1, 1));
        delivery.begin(table, 1);
        delivery.confirm(table, 2);
        delivery.leave(null);
        assertThat(close(run).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void fail_handledBySomebody_isNotDelivered() {
        run.plan(TestRuns.declaring(1, 1, 1, 1));
        Delivery delivery = setOut(run, 1);
        delivery.arrived(TestRuns.declaring(1, 1, 1, 1));
        delivery.fail(new PagesyncException("branch"));
        delivery.fail(new PagesyncException("another"));
        delivery.leave(null);
        assertThat(close(run).failures()).containsExactly(new RunReport.Failure(1, "not delivered: branch"));
    }

    @Test
    void fail_beforeThePageArrived_isTheFetchsOwn() {
        run.plan(TestRuns.declaring(1, 1, 1, 1));
        Delivery delivery = setOut(run, 1);
        delivery.fail(new PagesyncException("first attempt"));
        delivery.arrived(TestRuns.declaring(1, 1, 1, 1));
        delivery.leave(null);
        assertThat(close(run).verdict()).isEqualTo(Verdict.COMPLETE);
    }

    @Test
    void fail_afterADeliveredPageHasEnded_isNotComplete() {
        run.plan(TestRuns.declaring(1, 1, 1, 1));
        Delivery delivery = setOut(run, 1);
        delivery.arrived(TestRuns.declaring(1, 1, 1, 1));
        delivery.leave(null);
        delivery.fail(new PagesyncException("late"));
        assertThat(close(run).verdict()).isEqualTo(Verdict.PARTIAL);
    }

    @Test
    void fail_twiceAfterADeliveredPageHasEnded_countsOnce() {
        run.plan(TestRuns.declaring(1, 1, 1, 1));
        Delivery delivery = setOut(run, 1);
        delivery.arrived(TestRuns.declaring(1, 1, 1, 1));
        delivery.leave(null);
        delivery.fail(new PagesyncException("late"));
        delivery.fail(new PagesyncException("later"));
        assertThat(close(run).failures()).containsExactly(new RunReport.Failure(1, "late"));
    }

    @Test
    void fail_afterTheSamePageEndedWithAFailure_countsOnceAndStopsNothing() {
        Run goesOn = TestRuns.run(TestRuns.collection(Verify.COUNTED, OnPageFailure.CONTINUE, Gather.REPORT));
        goesOn.plan(TestRuns.declaring(1, 2, 1, 1));
        Delivery delivery = setOut(goesOn, 1);
        delivery.arrived(TestRuns.declaring(1, 2, 1, 1));
        PagesyncException error = new PagesyncException("disk full");
        delivery.leave(error);
        delivery.fail(error);
        assertThat(goesOn.stop().stopped()).isFalse();
        assertThat(close(goesOn).pages().failed()).isEqualTo(1);
    }

    @Test
    void leave_oneOfTwoMessagesThatCarryThePage_endsItOnlyWithTheLast() {
        run.plan(TestRuns.declaring(1, 1, 1, 1));
        Delivery delivery = setOut(run, 1);
        delivery.join();
        delivery.arrived(TestRuns.declaring(1, 1, 1, 1));
        delivery.leave(null);
        assertThat(run.status().pages()).isZero();
        delivery.leave(null);
        assertThat(run.status().pages()).isEqualTo(1);
    }

    @Test
    void leave_oneOfTwoMessagesWithAnError_isNotDelivered() {
        run.plan(TestRuns.declaring(1, 1, 1, 1));
        Delivery delivery = setOut(run, 1);
        delivery.join();
        delivery.arrived(TestRuns.declaring(1, 1, 1, 1));
        delivery.leave(new PagesyncException("copy failed"));
        delivery.leave(null);
        assertThat(close(run).failures()).containsExactly(new RunReport.Failure(1, "copy failed"));
    }

    @Test
    void leave_withoutAPage_isNotDelivered() {
        run.plan(TestRuns.declaring(1, 1, 1, 1));
        setOut(run, 1).leave(null);
        assertThat(close(run).failures()).containsExactly(new RunReport.Failure(1, "not delivered: it never arrived"));
    }

    @Test
    void leave_onceMoreAfterTheEnd_countsOnce() {
        run.plan(TestRuns.declaring(1, 1, 1, 1));
        Delivery delivery = setOut(run, 1);
        delivery.arrived(TestRuns.declaring(1, 1, 1, 1));
        delivery.leave(null);
        delivery.leave(new PagesyncException("again"));
        assertThat(close(run).verdict()).isEqualTo(Verdict.COMPLETE);
    }

    @Test
    void gather_pageThatEndedWithAFailure_isNotAmongTheData() {
        Run pages = TestRuns.run(TestRuns.collection(Verify.COUNTED, OnPageFailure.CONTINUE, Gather.PAGES));
        pages.plan(TestRuns.declaring(1, 2, 1, 1));
        Page second = TestRuns.declaring(2, 2, 1, 2);
        Delivery delivery = setOut(pages, 2);
        delivery.arrived(second);
        delivery.leave(new PagesyncException("no"));
        delivery.gather();
        Page first = deliver(pages, TestRuns.declaring(1, 2, 1, 1));
        assertThat(pages.close()).isEqualTo(List.of(first));
    }

    @Test
    void close_pagesPastTheEndAfterTheTotalShrank_isDrifted() {
        run.plan(TestRuns.declaring(1, 4, 1, 1));
        deliver(run, TestRuns.declaring(1, 4, 1, 1));
        deliver(run, TestRuns.declaring(2, 2, 1, 2));
        refuse(run, 3);
        refuse(run, 4);
        RunReport report = close(run);
        assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(report.drift()).contains("the collection shrank: page 3 and those after it are past its end now");
    }

    @Test
    void close_pagesRefusedThatShouldBeThere_isPartialWithTheErrorOfThatPage() {
        run.plan(TestRuns.declaring(1, 4, 1, 1));
        deliver(run, TestRuns.declaring(1, 4, 1, 1));
        refuse(run, 2);
        refuse(run, 4);
        RunReport report = close(run);
        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.failures()).containsExactly(new RunReport.Failure(2, "page 2 is refused"));
    }

    @Test
    void close_aDestinationCannotFinish_isPartialAndNamesIt() {
        run.plan(TestRuns.declaring(1, 1, 1, 1));
        Participant broken = new Participant() {
            @Override
            public String describe() {
                return "out.jsonl";
            }

            @Override
            public String finish(Verdict verdict) throws Exception {
                throw new java.io.IOException("read-only");
            }
        };
        Delivery delivery = setOut(run, 1);
        delivery.arrived(TestRuns.declaring(1, 1, 1, 1));
        delivery.begin(broken, 1);
        delivery.confirm(broken, 1);
        delivery.leave(null);
        RunReport report = close(run);
        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.failures())
                .containsExactly(new RunReport.Failure(0, "out.jsonl could not be finished: IOException: read-only"));
    }

    @Test
    void closingChecks_bracketed_areFirstAndLastAndTheOneBehindIfThatIsFull() {
        Run bracketed = TestRuns.run(TestRuns.collection(Verify.BRACKETED, OnPageFailure.STOP, Gather.REPORT));
        bracketed.plan(TestRuns.declaring(1, 3, 1, 1));
        assertThat(bracketed.openingChecks())
                .toIterable()
                .map(request -> request.page())
                .containsExactly(3);
        assertThat(bracketed.closingChecks())
                .toIterable()
                .map(request -> request.page())
                .containsExactly(1, 3, 4);
    }

    @Test
    void closingChecks_stopped_areNone() {
        Run bracketed = TestRuns.run(TestRuns.collection(Verify.BRACKETED, OnPageFailure.STOP, Gather.REPORT));
        bracketed.plan(TestRuns.declaring(1, 3, 1, 1));
        bracketed.stop().stop("enough");
        assertThat(bracketed.closingChecks()).isExhausted();
    }

    @Test
    void stop_whenNothingIsLeftToDo_takesNothingFromTheVerdict() {
        Run run = TestRuns.run();
        Page only = TestRuns.declaring(1, 1, 2, 1);
        run.plan(only);
        deliver(run, only);
        run.stop().stop("interrupted");
        run.closingChecks();

        RunReport report = (RunReport) run.close();
        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.stopped()).isNull();
    }

    @Test
    void stop_beforeTheEvidenceIsRead_isPartial() {
        Run run = TestRuns.run(TestRuns.collection(Verify.BRACKETED, OnPageFailure.STOP, Gather.REPORT));
        Page only = TestRuns.declaring(1, 1, 2, 1);
        run.plan(only);
        deliver(run, only);
        run.stop().stop("interrupted");
        run.closingChecks();

        RunReport report = (RunReport) run.close();
        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.stopped()).isEqualTo("interrupted");
    }

    private static Delivery setOut(Run run, int page) {
        Delivery delivery = run.deliver(page);
        delivery.join();
        return delivery;
    }

    private static Page deliver(Run run, Page page) {
        Delivery delivery = setOut(run, page.getNumber());
        delivery.arrived(page);
        delivery.leave(null);
        delivery.gather();
        return page;
    }

    private static void refuse(Run run, int page) {
        setOut(run, page)
                .leave(new CallFailedException(
                        new CallFailedException.Call("GET", "http://api", 404, "", false),
                        false,
                        "page " + page + " is refused",
                        null));
    }

    private static RunReport close(Run run) {
        return (RunReport) run.close();
    }

    private record Named(String describe) implements Participant {
        @Override
        public String finish(Verdict verdict) {
            return describe;
        }
    }
}
