package io.pagesync.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.page.Page;
import io.pagesync.paging.PageSequence;
import io.pagesync.run.TestRuns;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest {
    private final Evidence evidence = evidence(4, 2);

    @Test
    void drift_allAsDeclared_isNone() {
        evidence.fetched(TestRuns.declaring(1, 4, 2, 1, 2));
        evidence.fetched(TestRuns.declaring(2, 4, 2, 3, 4));
        assertThat(evidence.drift(true)).isEmpty();
    }

    @Test
    void drift_totalsOnlyOnTheFirstPage_isNone() {
        evidence.fetched(TestRuns.declaring(1, 4, 2, 1, 2));
        evidence.fetched(TestRuns.page(2, 3, 4));
        assertThat(evidence.drift(true)).isEmpty();
    }

    @Test
    void drift_totalChanged_saysFromWhereToWhere() {
        evidence.fetched(TestRuns.declaring(1, 4, 2, 1, 2));
        evidence.fetched(TestRuns.declaring(2, 1234, 2, 3, 4));
        assertThat(evidence.drift(true))
                .containsExactly("the total changed during the run: 4 at first, 4 to 1,234 seen");
    }

    @Test
    void drift_recordsDoNotAddUp_saysBothNumbers() {
        evidence.fetched(TestRuns.declaring(1, 4, 2, 1, 2));
        evidence.fetched(TestRuns.declaring(2, 4, 2, 3));
        assertThat(evidence.drift(true)).containsExactly("the pages hold 3 records, 4 were declared");
    }

    @Test
    void drift_pagesMissing_doesNotCountRecords() {
        evidence.fetched(TestRuns.declaring(1, 4, 2, 1, 2));
        assertThat(evidence.drift(false)).isEmpty();
    }

    @Test
    void drift_keyTwice_namesThePage() {
        evidence.fetched(TestRuns.declaring(1, 4, 2, 1, 2));
        evidence.fetched(TestRuns.declaring(2, 4, 2, 2, 3));
        assertThat(evidence.drift(true)).containsExactly("1 key came twice, first on page 2 (id)");
    }

    @Test
    void drift_recordWithoutKey_isCounted() {
        evidence.fetched(TestRuns.declaring(1, 4, 2, 1, 2));
        evidence.fetched(TestRuns.read(2, "{\"data\":[{\"id\":3},{}]}"));
        assertThat(evidence.drift(true)).containsExactly("1 record has no key (id)");
    }

    @Test
    void drift_samePageAgain_asksForThePageParameter() {
        evidence.fetched(TestRuns.declaring(1, 4, 2, 1, 2));
        evidence.fetched(TestRuns.declaring(2, 4, 2, 1, 2));
        assertThat(evidence.drift(true))
                .contains("page 2 is the same as page 1: does the API know the parameter by which it is asked?"
                        + " (parameter pageParameter)");
    }

    @Test
    void drift_emptyPages_areNotTheSamePage() {
        evidence.fetched(TestRuns.page(1));
        evidence.fetched(TestRuns.page(2));
        assertThat(evidence.drift(false)).isEmpty();
    }

    @Test
    void drift_otherPageSize_saysWhere() {
        Evidence three = evidence(6, 2);
        three.fetched(TestRuns.declaring(1, 6, 2, 3, 4));
        three.fetched(TestRuns.declaring(2, 6, 3, 1, 2));
        assertThat(three.drift(false)).containsExactly("page 2 has a page size of 3, page 1 of 2");
    }

    @Test
    void drift_lastPageSaysItsOwnLength_isNone() {
        Evidence three = evidence(5, 2);
        three.fetched(TestRuns.declaring(3, 5, 1, 5));
        assertThat(three.drift(false)).isEmpty();
    }

    @Test
    void drift_firstPageHoldsOtherKeysAgain_saysSo() {
        evidence.fetched(TestRuns.declaring(1, 4, 2, 1, 2));
        evidence.compared(TestRuns.declaring(1, 4, 2, 2, 3));
        assertThat(evidence.drift(false)).containsExactly("page 1 held other keys when it was read again");
    }

    @Test
    void drift_lastPageReadBeforeHeldOtherKeys_saysSo() {
        evidence.compared(TestRuns.declaring(2, 4, 2, 3, 4));
        evidence.fetched(TestRuns.declaring(2, 4, 2, 4, 5));
        evidence.compared(TestRuns.declaring(2, 4, 2, 4, 5));
        assertThat(evidence.drift(false)).containsExactly("page 2 held other keys when it was read again");
    }

    @Test
    void drift_checksHoldTheSameKeysInAnotherOrder_isNone() {
        evidence.fetched(TestRuns.declaring(1, 4, 2, 1, 2));
        evidence.compared(TestRuns.declaring(1, 4, 2, 2, 1));
        assertThat(evidence.drift(false)).isEmpty();
    }

    @Test
    void wantsALookBehind_fullLastPageOrTotalThatMayBeACap_isTrue() {
        assertThat(evidence(10_000, 100).wantsALookBehind()).isTrue();
        assertThat(evidence(10_000, 300).wantsALookBehind()).isTrue();
        assertThat(evidence(9_900, 100).wantsALookBehind()).isTrue();
        assertThat(evidence(9_901, 100).wantsALookBehind()).isFalse();
        assertThat(evidence(0, 100).wantsALookBehind()).isFalse();
        assertThat(evidence(50_000_000_000L, 1000).wantsALookBehind()).isTrue();
    }

    @Test
    void compared_newRecordsBehindTheEnd_theTotalIsACap() {
        Evidence capped = evidence(1000, 500);
        capped.fetched(TestRuns.declaring(1, 1000, 500, 1, 2));
        capped.compared(TestRuns.declaring(3, 1000, 500, 5, 6));
        assertThat(capped.drift(false))
                .containsExactly(
                        "the declared total of 1,000 is not the whole collection: page 3 holds records, too (parameter total)");
    }

    @Test
    void compared_noneOrKnownRecordsBehindTheEnd_theTotalIsNoCap() {
        Evidence counted = evidence(900, 450);
        counted.fetched(TestRuns.declaring(2, 900, 450, 1, 2));
        counted.compared(TestRuns.declaring(3, 900, 450));
        counted.compared(TestRuns.declaring(3, 900, 450, 2, 1));
        assertThat(counted.drift(false)).isEmpty();
    }

    @Test
    void compared_knownRecordsBehindATotalAtWhichEnginesStop_itMayBeACap() {
        Evidence capped = evidence(1000, 500);
        capped.fetched(TestRuns.declaring(2, 1000, 500, 1, 2));
        capped.compared(TestRuns.declaring(3, 1000, 500));
        assertThat(capped.drift(false)).isEmpty();

        capped.compared(TestRuns.declaring(3, 1000, 500, 2, 1));

        assertThat(capped.drift(false))
                .containsExactly(
                        "the total of 1,000 may be as far as the API counts: it answers page 3 with records that came"
                                + " before; load it in slices of fewer records (parameter partitions, parameter cap), or, if"
                                + " you know that this is the end, say that it is declared (parameter end)");
    }

    @Test
    void drift_pageThatSpeaksOfAnErrorBesideItsRecords_mayLackSomeUnlessTheTotalAddsUp() {
        String errors = "\"errors\":[{\"message\":\"shard 3 failed\"}]";
        Evidence counted = evidence(1, 1);
        counted.fetched(TestRuns.read(1, "{\"total\":1,\"data\":[{\"id\":1}]," + errors + "}"));
        assertThat(counted.drift(true)).isEmpty();
        counted.fetched(TestRuns.read(1, "{\"total\":1,\"data\":[{\"id\":1}],\"_shards\":{\"total\":5,\"failed\":1}}"));
        assertThat(counted.drift(false))
                .first()
                .asString()
                .startsWith("page 1 speaks of an error beside its records: '/_shards/failed' is '1'");

        PageSequence chain = TestRuns.chain(TestRuns.read(1, "{\"next\":2,\"data\":[{\"id\":1}]}"));
        Evidence followed = new Evidence(chain, TestRuns.scrutiny());
        followed.fetched(TestRuns.read(1, "{\"next\":2,\"data\":[{\"id\":1}],\"errors\":[],\"error\":null}"));
        assertThat(followed.drift(false)).isEmpty();
        followed.fetched(TestRuns.read(2, "{\"next\":3,\"data\":[{\"id\":2}]," + errors + "}"));
        assertThat(followed.drift(false))
                .containsExactly(
                        "page 2 speaks of an error beside its records: '/errors' is 'shard 3 failed'; if you know"
                                + " that they are all there, say that the end is declared (parameter end)");
        assertThat(followed.changed()).isTrue();
    }

    @Test
    void drift_pageThatBeginsAsTheOneBeforeEnds_isSaidAlsoOfRecordsWithoutAKey() {
        Evidence whole = new Evidence(TestRuns.numbered(10, 5), TestRuns.scrutiny(Identity.WHOLE_RECORD, true));
        whole.fetched(TestRuns.declaring(1, 10, 5, 1, 2, 3, 4, 5));
        whole.fetched(TestRuns.declaring(2, 10, 5, 4, 5, 6, 7, 8));

        assertThat(whole.drift(false))
                .containsExactly(
                        "page 2 begins with the last 2 records of page 1: something came in front of them, or pages"
                                + " leave out records that their offsets count");
        assertThat(whole.changed()).isTrue();
    }

    @Test
    void behindTheEnd_byTheTotalAsItIsNow() {
        assertThat(evidence.behindTheEnd(2)).isFalse();
        evidence.fetched(TestRuns.declaring(1, 2, 2, 1, 2));
        assertThat(evidence.behindTheEnd(2)).isTrue();
        assertThat(evidence.behindTheEnd(1)).isFalse();
    }

    @Test
    void earlier_pagesDeliveredBefore_countButProveNothingOfTheirKeys() {
        evidence.earlier(1, 2, 77);
        evidence.fetched(TestRuns.declaring(2, 4, 2, 3, 4));

        assertThat(evidence.drift(true)).isEmpty();
        assertThat(evidence.proofs()).containsExactly("counted");
        assertThat(evidence.unchecked()).containsExactly("end", "doubles", "bracket");
    }

    @Test
    void proofs_pagesThatNameTheNext_areTheApisWordForTheEnd() throws InterruptedException {
        PageSequence chain = TestRuns.chain(TestRuns.read(1, "{\"next\":2,\"data\":[{\"id\":1}]}"));
        Evidence followed = new Evidence(chain, TestRuns.scrutiny());
        assertThat(followed.proofs()).containsExactly("no page twice", "unique keys");

        chain.arrived(TestRuns.read(2, "{\"next\":null,\"data\":[{\"id\":2}]}"));

        assertThat(followed.proofs()).containsExactly("followed to the end", "no page twice", "unique keys");
        assertThat(followed.drift(true)).isEmpty();
        assertThat(followed.wantsALookBehind()).isFalse();
    }

    @Test
    void drift_fewerRecordsThanDeclaredBeforePagesEnd_theTotalMayBeAnEstimate() throws InterruptedException {
        PageSequence chain = TestRuns.chain(TestRuns.read(1, "{\"next\":2,\"total\":1000000,\"data\":[{\"id\":1}]}"));
        Evidence followed = new Evidence(chain, TestRuns.scrutiny());
        for (String page : List.of("{\"next\":2,\"data\":[{\"id\":1}]}", "{\"next\":null,\"data\":[{\"id\":2}]}")) {
            Page read = TestRuns.read(page.contains("null") ? 2 : 1, page);
            chain.arrived(read);
            followed.fetched(read);
        }

        assertThat(followed.drift(true))
                .containsExactly(
                        "the pages hold 2 records, 1,000,000 were declared; if that number is an estimate, as search"
                                + " engines give one, say that the total is none (parameter total) and the end is declared"
                                + " (parameter end)");
    }

    @ParameterizedTest
    @CsvSource({"?page=2, 0", "?page=3, 0", "?page=4, 1"})
    void drift_lastPageNamesItselfOrTheEmptyOneBehind_isTheEnd(String next, int signs) {
        evidence.fetched(TestRuns.declaring(1, 4, 2, 1, 2));
        evidence.fetched(TestRuns.read(2, "{\"links\":{\"next\":\"" + next + "\"},\"data\":[{\"id\":3},{\"id\":4}]}"));
        evidence.compared(TestRuns.read(3, "{\"data\":[]}"));

        assertThat(evidence.drift(true)).hasSize(signs);
    }

    @Test
    void drift_limitToldByTwoEmptyPages_isSaidOnceWithSlices() {
        String empty = "{\"message\":\"you can only fetch the first 1000 hits\",\"data\":[]}";
        evidence.fetched(TestRuns.declaring(1, 4, 2, 1, 2));
        evidence.fetched(TestRuns.read(2, empty));
        evidence.compared(TestRuns.read(3, empty));

        assertThat(evidence.drift(false))
                .containsExactly(
                        "the page without records speaks of a limit: 'you can only fetch the first 1000 hits'; load it"
                                + " in slices of fewer records (parameter partitions, parameter cap), or, if you know that this is"
                                + " the end, say that it is declared (parameter end)");
    }

    private static Evidence evidence(long total, long size) {
        return new Evidence(TestRuns.numbered(total, size), TestRuns.scrutiny());
    }
}
