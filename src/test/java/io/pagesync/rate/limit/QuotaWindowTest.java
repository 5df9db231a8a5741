package io.pagesync.rate.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By a clock that overflows in the middle of a test, as System.nanoTime may. */
final class QuotaWindowTest {
    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final Quota HUNDRED = new Quota(100, Duration.ofHours(1));

    private long now = Long.MAX_VALUE - HOUR / 2;
    private long permits;

    private QuotaWindow window(Quota quota) {
        return new QuotaWindow(quota, UsedPermits.IN_MEMORY, now);
    }

    private void take(QuotaWindow window, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(window.due(now) - now).isNotPositive();
            window.take(permits++, now);
        }
    }

    @Test
    void due_upToTheQuota_isAtOnce_andThenWhenTheWindowIsOver() {
        QuotaWindow window = window(HUNDRED);
        take(window, 100);

        long wait = window.due(now) - now;
        assertThat(wait).isBetween(HOUR, HOUR + HOUR * 3 / 1000);
        now += wait - 1;
        assertThat(window.due(now) - now).isPositive();
        now += 1;
        take(window, 100);
        assertThat(window.due(now) - now).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noWindow_holdsMoreThanTheQuota_whateverTheTimes(long seed) {
        Random random = new Random(seed);
        Quota quota = new Quota(1 + random.nextInt(200), Duration.ofSeconds(1 + random.nextInt(4000)));
        long length = quota.window().toNanos();
        QuotaWindow window = window(quota);
        List<Long> sent = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            // Sometimes idle for long, most often at once.
            now += random.nextInt(20) == 0
                    ? random.nextLong(length)
                    : random.nextLong(length / quota.requests() / 2 + 1);
            long due = window.due(now);
            now = due - now > 0 ? due : now;
            window.take(permits, now);
            // Some leave a little later than their permit.
            now += random.nextInt(3) == 0 ? random.nextLong(length / 50) : 0;
            window.sent(permits++, permits, now);
            sent.add(now);
        }
        for (int i = 0; i + quota.requests() < sent.size(); i++) {
            assertThat(sent.get(i + (int) quota.requests()) - sent.get(i)).isGreaterThan(length);
        }
    }

    @Test
    void quota_isNotLeftUnused() {
        QuotaWindow window = window(HUNDRED);
        long begin = now;
        for (int i = 0; i < 1000; i++) {
            long due = window.due(now);
            now = due - now > 0 ? due : now;
            window.take(permits++, now);
        }
        // Nine windows must be over before the last hundred.
        assertThat((now - begin) / (double) HOUR).isBetween(9.0, 9.04);
    }

    @Test
    void permit_whoseRequestLeavesLater_countsFromThen() {
        QuotaWindow window = window(new Quota(1, Duration.ofHours(1)));
        window.take(0, now);
        now += HOUR / 2;
        window.sent(0, 1, now);

        assertThat(window.due(now) - now).isGreaterThan(HOUR);
    }

    @Test
    void memory_ofAQuotaOfADay_isThatOfAnyOther() {
        QuotaWindow window = window(new Quota(1_000_000, Duration.ofDays(1)));
        take(window, 1_000_000);

        assertThat(window.due(now) - now).isGreaterThan(24 * HOUR);
    }

    @Test
    void whatWasUsedBefore_counts_andWhatIsUsedIsKept() {
        List<Quota> kept = new ArrayList<>();
        UsedPermits ledger = new UsedPermits() {
            @Override
            public List<Used> since(Quota quota) {
                return List.of(new Used(Duration.ofMinutes(59), 60), new Used(Duration.ofMinutes(61), 60));
            }

            @Override
            public void used(Quota quota) {
                kept.add(quota);
            }
        };
        QuotaWindow window = new QuotaWindow(HUNDRED, ledger, now);
        take(window, 40);

        long wait = window.due(now) - now;
        assertThat(wait).isBetween(HOUR / 60, HOUR / 60 + HOUR * 3 / 1000);
        now += wait;
        take(window, 60);
        assertThat(window.due(now) - now).isPositive();
        assertThat(kept).hasSize(100).containsOnly(HUNDRED);
    }

    @Test
    void processThatWasAwayForLong_beginsAnew() {
        QuotaWindow window = window(HUNDRED);
        take(window, 100);
        now += 1000 * HOUR;

        take(window, 100);
    }
}
