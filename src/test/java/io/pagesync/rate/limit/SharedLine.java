package io.pagesync.rate.limit;

import io.pagesync.rate.limit.SharedPermits.Grant;
import java.util.List;

/** The row of the database, as arithmetic: what its statement does at a moment by the database's clock. */
final class SharedLine {
    private long next;
    private long pausedUntil;
    private long askedAt;

    Grant reserve(long now, int permits, long apart, long ahead) {
        setBack(now);
        long first = Math.max(next, Math.max(pausedUntil, now + ahead));
        next = first + permits * apart;
        return new Grant(now, first, permits, pausedUntil, -1, now, List.of());
    }

    Grant look(long now) {
        setBack(now);
        return new Grant(now, now, 0, pausedUntil, -1, now, List.of());
    }

    void pause(long now, long length) {
        setBack(now);
        pausedUntil = Math.max(pausedUntil, now + length);
    }

    private void setBack(long now) {
        long back = Math.max(0, askedAt - now);
        next -= back;
        pausedUntil -= back;
        askedAt = now;
    }
}
