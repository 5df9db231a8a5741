package io.pagesync.run.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.page.Page;
import io.pagesync.run.TestRuns;
import org.junit.jupiter.api.Test;

class PagesThereTest {
    private static final Page BEFORE = TestRuns.page(2, 1);
    private static final Page NOW = TestRuns.page(2, 3);

    private final PagesThere there = new PagesThere();

    @Test
    void has_otherRecordsThatTakeThePlaceOfThose_isNot() {
        there.earlier(2, BEFORE.fingerprint());

        assertThat(there.has(NOW, true)).isFalse();
        assertThat(there.delivered(NOW)).isEqualTo(NOW.fingerprint());
        assertThat(there.keptUnread()).isZero();
    }

    @Test
    void has_otherRecordsThanAnEarlierAttemptHas_whichStay_isToldAndNotedAsItWas() {
        there.earlier(2, BEFORE.fingerprint());

        assertThat(there.has(NOW, false)).isTrue();
        assertThat(there.delivered(NOW)).isEqualTo(BEFORE.fingerprint());
        assertThat(there.keptUnread()).isEqualTo(2);
    }

    /** Both were read here, so their keys are compared. */
    @Test
    void has_otherRecordsThanAnEarlierPassHas_whichStay_isNotedAsItWas() {
        there.add(2, BEFORE.fingerprint());

        assertThat(there.has(NOW, false)).isTrue();
        assertThat(there.delivered(NOW)).isEqualTo(BEFORE.fingerprint());
        assertThat(there.keptUnread()).isZero();
    }

    /** A kill may have come between a destination's note of what it had last, and the run's. */
    @Test
    void has_theSameRecordsAsAnEarlierAttempt_isNotWhereTheyTakeThePlaceOfOthers() {
        there.earlier(2, NOW.fingerprint());

        assertThat(there.has(NOW, true)).isFalse();
        assertThat(there.has(NOW, false)).isTrue();

        there.add(2, NOW.fingerprint());
        assertThat(there.has(NOW, true)).isTrue();
    }

    @Test
    void has_pageThatCouldNotBeReadAtFirst_isNoneOfThoseAnyMore() {
        there.notRead(2);

        assertThat(there.has(NOW, true)).isFalse();
        assertThat(there.notRead()).isEmpty();
    }
}
