package io.pagesync.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.page.PageKeys;
import java.util.BitSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What of a page is sent again. */
final class SendingTest {
    private final Sending sending = new Sending(5);

    private static BitSet set(int... indices) {
        BitSet set = new BitSet();
        for (int each : indices) {
            set.set(each);
        }
        return set;
    }

    @Test
    void lostRecords_areSentAgain_andNoOthers() {
        sending.onlyLost(set(1, 3), new PageKeys(new long[] {1, 2, 3, 4, 5}, 0));

        assertThat(sending.open()).containsExactly(1, 3);
    }

    @Test
    void lostRecord_isSentAgainWithThoseOfItsKeyBehindIt() {
        sending.onlyLost(set(1), new PageKeys(new long[] {7, 7, 8, 7, 8}, 0));

        assertThat(sending.open()).containsExactly(1, 3);
    }

    @Test
    void lostRecords_withoutKeys_areSentAgainAlone() {
        sending.onlyLost(set(0, 4), PageKeys.NONE);

        assertThat(sending.open()).containsExactly(0, 4);
    }

    @Test
    void records_thatAreThereOrRefused_areNotSent() {
        sending.leaveOut(index -> index < 2);
        sending.refuse(Map.of(4, "too large"));

        assertThat(sending.open()).containsExactly(2, 3);
        assertThat(sending.known()).isEqualTo(2);
        assertThat(sending.refused()).containsExactly(Map.entry(4, "too large"));
    }
}
