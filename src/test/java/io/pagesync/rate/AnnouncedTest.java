package io.pagesync.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What answers announce, by a clock that stands still until it is told otherwise. */
final class AnnouncedTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final long UNKNOWN = -1;

    private long now = Long.MAX_VALUE - 10 * SECOND;
    private long last = now;
    private long permit;
    private Announced announced = new Announced(10, now);

    private static Allowance left(long remaining, long seconds) {
        return new Allowance(remaining, Optional.of(Duration.ofSeconds(seconds)), Optional.empty());
    }

    private static Allowance left(long remaining, long seconds, long limit) {
        return new Allowance(remaining, Optional.of(Duration.ofSeconds(seconds)), Optional.of(limit));
    }

    /** A request goes out now, and is answered so. */
    private Optional<String> asked(Allowance said) {
        return asked(said, 0, 1_000_000);
    }

    private Optional<String> asked(Allowance said, long others, long wanted) {
        announced.taken();
        last = now;
        return announced.heard(permit++, others, wanted, said, LONGEST, now);
    }

    private double waiting() {
        return Math.max(0, announced.due(last, now) - now) / (double) SECOND;
    }

    @Test
    void nothingSaid_nothingWaits() {
        assertThat(waiting()).isZero();
    }

    @Test
    void nothingLeft_allWaitUntilTheReset() {
        assertThat(asked(left(0, 30))).isEmpty();
        assertThat(waiting()).isEqualTo(30);
        now += 30 * SECOND;
        assertThat(waiting()).isZero();
    }

    @Test
    void lessLeftThanIsUnderWay_allWaitUntilTheReset() {
        asked(left(4, 30), 4, UNKNOWN);
        assertThat(waiting()).isEqualTo(30);
    }

    @Test
    void lessLeftThanIsWanted_isSpreadEvenly() {
        asked(left(20, 41), 0, 100);
        assertThat(waiting()).isEqualTo(2);
    }

    @Test
    void asMuchLeftAsIsWanted_goesAtTheOwnRate_andNotBeyond() {
        asked(left(20, 41), 0, 20);
        assertThat(waiting()).isZero();
        for (int i = 0; i < 20; i++) {
            announced.taken();
        }
        assertThat(waiting()).isEqualTo(41);
    }

    @Test
    void nobodyKnowsWhatIsWanted_isSpreadWhenLittleIsLeft() {
        asked(left(600, 3601, 5000), 0, UNKNOWN);
        assertThat(waiting()).isZero();
        asked(left(400, 201, 5000), 0, UNKNOWN);
        assertThat(waiting()).isEqualTo(0.5);
    }

    @Test
    void answerToAnEarlierRequest_isNotHeeded() {
        announced.heard(5, 0, UNKNOWN, left(0, 30), LONGEST, now);
        announced.heard(4, 0, UNKNOWN, left(100, 30), LONGEST, now);
        assertThat(waiting()).isEqualTo(30);
    }

    @Test
    void lastSecond_ofALimitThatTheOwnRateFits_slowsNobody() {
        for (int i = 9; i >= 0; i--) {
            asked(left(i, 1, 10));
            assertThat(waiting()).isZero();
        }
        announced = new Announced(0, now);
        asked(left(0, 1, 10));
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void resetThatHasPassed_isSaidAndNotHeeded() {
        assertThat(asked(left(0, 0))).hasValue("the API says that nothing is left of its limit, and not until when");
        assertThat(waiting()).isZero();
        assertThat(asked(new Allowance(0, Optional.empty(), Optional.empty()))).isPresent();
        assertThat(waiting()).isZero();
    }

    @Test
    void resetHoursAway_isSaidAndNotWaitedFor() {
        assertThat(asked(left(0, 7200)))
                .hasValue("the API says that nothing is left of its limit for 7200 s, longer than a pause may be");
        assertThat(waiting()).isZero();
    }

    @Test
    void text_isSaidAndNotHeeded() {
        assertThat(asked(left(-1, 30))).hasValue("what the API says is left of its limit is no number");
        assertThat(waiting()).isZero();
    }

    @Test
    void nothingLeft_afterEachWait_isDoubtedAfterTheSecond_untilSomethingIsLeft() {
        asked(left(0, 60));
        now += 60 * SECOND;
        assertThat(asked(left(0, 60))).isEmpty();
        now += 60 * SECOND;
        assertThat(asked(left(0, 60)))
                .hasValue("the API says after each wait for its limit that nothing is left of it");
        assertThat(waiting()).isZero();
        assertThat(asked(left(0, 60))).isEmpty();
        assertThat(waiting()).isZero();

        asked(left(50, 60), 0, 10);
        asked(left(0, 60));
        assertThat(waiting()).isEqualTo(60);
    }

    @Test
    void lastOfSeveral_thatIsAnsweredFirstBehindEachWait_raisesNoDoubt() {
        asked(left(0, 60));
        for (int i = 0; i < 4; i++) {
            now += 60 * SECOND;
            permit += 3;
            assertThat(asked(left(1, 60), 3, UNKNOWN)).isEmpty();
        }
    }

    @Test
    void theSameNumber_againAndAgain_isDoubted() {
        double waited = 0;
        for (int i = 0; i < 20; i++) {
            asked(left(2, 300));
            waited += waiting();
            now += (long) (waiting() * SECOND);
        }
        assertThat(waited).isLessThanOrEqualTo(6 * 30);
        assertThat(waiting()).isZero();
    }

    @Test
    void numbersThatFall_areHeededToTheEnd() {
        for (int i = 20; i > 0; i--) {
            asked(left(i, 2 * i + 1));
            assertThat(waiting()).isEqualTo(2);
            now += 2 * SECOND;
        }
    }
}
