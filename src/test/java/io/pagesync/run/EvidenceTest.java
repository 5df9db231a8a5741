package io.pagesync.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvidenceTest {
    private final Evidence evidence = new Evidence(4, 2, 2);

    @Test
    void drift_allAsDeclared_isNone() {
        evidence.fetched(Runs.declaring(1, 4, 2, 1, 2));
        evidence.fetched(Runs.declaring(2, 4, 2, 3, 4));
        assertThat(evidence.drift(true)).isEmpty();
        assertThat(evidence.records()).isEqualTo(4);
    }

    @Test
    void drift_totalsOnlyOnTheFirstPage_isNone() {
        evidence.fetched(Runs.declaring(1, 4, 2, 1, 2));
        evidence.fetched(Runs.page(2, 3, 4));
        assertThat(evidence.drift(true)).isEmpty();
    }

    @Test
    void drift_totalChanged_saysFromWhereToWhere() {
        evidence.fetched(Runs.declaring(1, 4, 2, 1, 2));
        evidence.fetched(Runs.declaring(2, 1234, 2, 3, 4));
        assertThat(evidence.drift(true))
                .containsExactly("the total changed during the run: 4 at first, 4 to 1,234 seen");
    }

    @Test
    void drift_recordsDoNotAddUp_saysBothNumbers() {
        evidence.fetched(Runs.declaring(1, 4, 2, 1, 2));
        evidence.fetched(Runs.declaring(2, 4, 2, 3));
        assertThat(evidence.drift(true)).containsExactly("the pages hold 3 records, 4 were declared");
    }

    @Test
    void drift_pagesMissing_doesNotCountRecords() {
        evidence.fetched(Runs.declaring(1, 4, 2, 1, 2));
        assertThat(evidence.drift(false)).isEmpty();
    }

    @Test
    void drift_keyTwice_namesThePage() {
        evidence.fetched(Runs.declaring(1, 4, 2, 1, 2));
        evidence.fetched(Runs.declaring(2, 4, 2, 2, 3));
        assertThat(evidence.drift(true)).containsExactly("1 keys came twice, first on page 2");
    }

    @Test
    void drift_recordWithoutKey_isCounted() {
        evidence.fetched(Runs.declaring(1, 4, 2, 1, 2));
        evidence.fetched(Runs.read(2, "{\"data\":[{\"id\":3},{}]}"));
        assertThat(evidence.drift(true)).containsExactly("1 records have no key");
    }

    @Test
    void drift_samePageAgain_asksForThePageParameter() {
        evidence.fetched(Runs.declaring(1, 4, 2, 1, 2));
        evidence.fetched(Runs.declaring(2, 4, 2, 1, 2));
        assertThat(evidence.drift(true))
                .contains("page 2 is the same as page 1: does the API know the page parameter?");
    }

    @Test
    void drift_emptyPages_areNotTheSamePage() {
        evidence.fetched(Runs.page(1));
        evidence.fetched(Runs.page(2));
        assertThat(evidence.drift(false)).isEmpty();
    }

    @Test
    void drift_otherPageSize_saysWhere() {
        Evidence three = new Evidence(6, 2, 3);
        three.fetched(Runs.declaring(2, 6, 3, 1, 2));
        assertThat(three.drift(false)).containsExactly("page 2 has a page size of 3, page 1 of 2");
    }

    @Test
    void drift_lastPageSaysItsOwnLength_isNone() {
        Evidence three = new Evidence(5, 2, 3);
        three.fetched(Runs.declaring(3, 5, 1, 5));
        assertThat(three.drift(false)).isEmpty();
    }

    @Test
    void drift_firstPageHoldsOtherKeysAgain_saysSo() {
        evidence.fetched(Runs.declaring(1, 4, 2, 1, 2));
        evidence.compared(Runs.declaring(1, 4, 2, 2, 3));
        assertThat(evidence.drift(false)).containsExactly("page 1 held other keys when it was read again");
    }

    @Test
    void drift_lastPageReadBeforeHeldOtherKeys_saysSo() {
        evidence.compared(Runs.declaring(2, 4, 2, 3, 4));
        evidence.fetched(Runs.declaring(2, 4, 2, 4, 5));
        evidence.compared(Runs.declaring(2, 4, 2, 4, 5));
        assertThat(evidence.drift(false)).containsExactly("page 2 held other keys when it was read again");
    }

    @Test
    void drift_checksHoldTheSameKeysInAnotherOrder_isNone() {
        evidence.fetched(Runs.declaring(1, 4, 2, 1, 2));
        evidence.compared(Runs.declaring(1, 4, 2, 2, 1));
        assertThat(evidence.drift(false)).isEmpty();
    }

    @Test
    void mayBeCapped_roundTotalAndFullLastPage_isTrue() {
        assertThat(new Evidence(10_000, 100, 100).mayBeCapped()).isTrue();
        assertThat(new Evidence(10_000, 300, 34).mayBeCapped()).isFalse();
        assertThat(new Evidence(9_900, 100, 99).mayBeCapped()).isFalse();
        assertThat(new Evidence(0, 100, 1).mayBeCapped()).isFalse();
        assertThat(new Evidence(50_000_000_000L, 1000, 50_000_000).mayBeCapped())
                .isTrue();
    }

    @Test
    void compared_newRecordsBehindTheEnd_theTotalIsACap() {
        Evidence capped = new Evidence(1000, 500, 2);
        capped.fetched(Runs.declaring(1, 1000, 500, 1, 2));
        capped.compared(Runs.declaring(3, 1000, 500, 5, 6));
        assertThat(capped.drift(false))
                .containsExactly("the declared total of 1,000 is a cap: there are records behind it");
    }

    @Test
    void compared_knownRecordsOrNoneBehindTheEnd_theTotalIsNoCap() {
        Evidence capped = new Evidence(1000, 500, 2);
        capped.fetched(Runs.declaring(2, 1000, 500, 1, 2));
        capped.compared(Runs.declaring(3, 1000, 500));
        capped.compared(Runs.declaring(3, 1000, 500, 2, 1));
        assertThat(capped.drift(false)).isEmpty();
    }

    @Test
    void pastTheEnd_byTheTotalAsItIsNow() {
        assertThat(evidence.pastTheEnd(2)).isFalse();
        evidence.fetched(Runs.declaring(1, 2, 2, 1, 2));
        assertThat(evidence.pastTheEnd(2)).isTrue();
        assertThat(evidence.pastTheEnd(1)).isFalse();
    }
}
