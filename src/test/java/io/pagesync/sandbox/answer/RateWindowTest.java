package io.pagesync.sandbox.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateWindowTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    @Test
    void admit_elevenAtOnce_refusesTheEleventhForASecond() {
        RateWindow window = new RateWindow(10);
        for (int i = 0; i < 10; i++) {
            assertThat(window.admit(0)).isZero();
        }
        assertThat(window.admit(0)).isEqualTo(1_000 * MS);
    }

    @Test
    void admit_withinTheGrace_isLetThrough() {
        RateWindow window = filled(10, 0);
        assertThat(window.admit(980 * MS - 1)).isPositive();
        assertThat(window.admit(980 * MS)).isZero();
    }

    @Test
    void admit_refusedArrivals_doNotCount() {
        RateWindow window = filled(2, 0);
        for (int i = 1; i < 100; i++) {
            assertThat(window.admit(i * MS)).isPositive();
        }
        assertThat(window.admit(1_000 * MS)).isZero();
        assertThat(window.admit(1_000 * MS)).isZero();
    }

    @Test
    void admit_windowSlides_overTheBorderOfASecond() {
        RateWindow window = new RateWindow(2);
        assertThat(window.admit(900 * MS)).isZero();
        assertThat(window.admit(1_800 * MS)).isZero();
        assertThat(window.admit(1_850 * MS)).isEqualTo(50 * MS);
        assertThat(window.admit(1_900 * MS)).isZero();
        assertThat(window.admit(1_950 * MS)).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"0.5, 1, 2000", "1, 1, 1000", "2.5, 2, 800", "10, 10, 1000", "0.001, 1, 1000000"})
    void admit_anyLimit_isSoManyInSoManyMilliseconds(double perSecond, int count, long windowMillis) {
        RateWindow window = filled(perSecond, 5);
        assertThat(window.admit(5)).as("request %d", count + 1).isEqualTo(windowMillis * MS);
        assertThat(window.admit(5 + windowMillis * MS - RateWindow.GRACE_NANOS - 1))
                .isPositive();
        assertThat(window.admit(5 + windowMillis * MS - RateWindow.GRACE_NANOS)).isZero();
    }

    @Test
    void admit_reportedOutOfOrder_countsAsSimultaneous() {
        RateWindow window = new RateWindow(2);
        assertThat(window.admit(100 * MS)).isZero();
        assertThat(window.admit(50 * MS)).isZero();
        assertThat(window.admit(1_075 * MS)).isPositive();
        assertThat(window.admit(1_100 * MS)).isZero();
    }

    @Test
    void admit_clockBelowZero_works() {
        RateWindow window = filled(1, -5_000 * MS);
        assertThat(window.admit(-4_500 * MS)).isEqualTo(500 * MS);
        assertThat(window.admit(-4_000 * MS)).isZero();
    }

    private static RateWindow filled(double perSecond, long at) {
        RateWindow window = new RateWindow(perSecond);
        for (int i = 0; i < Math.max(1, (int) perSecond); i++) {
            assertThat(window.admit(at)).isZero();
        }
        return window;
    }
}
