package io.pagesync.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How fast a process delivers pages for others. */
final class WorkCountTest {
    private final AtomicLong second = new AtomicLong(-7);
    private final WorkCount count = new WorkCount(second::get);

    private void deliver(int seconds, int pages) {
        for (int i = 0; i < seconds; i++) {
            for (int j = 0; j < pages; j++) {
                count.answered();
            }
            second.incrementAndGet();
        }
        // Within the last of these seconds.
        second.decrementAndGet();
    }

    @Test
    void pagesAMinute_areThoseOfTheTimeSinceItHasAny() {
        assertThat(count.perMinute()).isZero();

        deliver(10, 3);

        assertThat(count.perMinute()).isEqualTo(180);
        assertThat(count.delivered()).isEqualTo(30);
    }

    @Test
    void pagesOfOneMoment_areNoRateOfThatMoment() {
        deliver(1, 3);

        assertThat(count.perMinute()).isEqualTo(36);
    }

    @Test
    void pagesAMinute_areThoseOfTheLastOne_andComeToNothing() {
        deliver(100, 2);
        assertThat(count.perMinute()).isEqualTo(120);

        second.addAndGet(30);
        assertThat(count.perMinute()).isEqualTo(60);

        second.addAndGet(30);
        assertThat(count.perMinute()).isZero();
    }
}
