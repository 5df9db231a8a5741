package io.pagesync.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OutstandingTest {
    private final Outstanding outstanding = new Outstanding(2);

    @Test
    void await_noneUnderWay_passes() throws InterruptedException {
        outstanding.await();
        outstanding.awaitGrace();
    }

    @Test
    void await_oneUnderWay_waits() {
        outstanding.begin();
        outstanding.begin();
        outstanding.end();
        Thread.currentThread().interrupt();
        assertThatThrownBy(outstanding::await).isInstanceOf(InterruptedException.class);
    }

    @Test
    void await_endsInAnotherThread_passes() throws InterruptedException {
        outstanding.begin();
        new Thread(outstanding::end).start();
        outstanding.await();
    }

    @Test
    void beginInTurn_asManyUnderWayAsMayBe_waitsForAnEnd() throws InterruptedException {
        outstanding.beginInTurn();
        outstanding.beginInTurn();
        Thread.currentThread().interrupt();
        assertThatThrownBy(outstanding::beginInTurn).isInstanceOf(InterruptedException.class);
        new Thread(outstanding::end).start();

        outstanding.beginInTurn();
        outstanding.end();
        outstanding.end();

        outstanding.await();
    }
}
