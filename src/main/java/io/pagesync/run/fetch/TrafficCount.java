package io.pagesync.run.fetch;

import io.pagesync.report.RunReport;
import java.util.concurrent.atomic.LongAdder;

/** What a run has asked of its API so far. Thread-safe. */
public final class TrafficCount {
    private final LongAdder requests = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /** A request goes out; {@code again} if it is not the first for its page. */
    public void requested(boolean again) {
        requests.increment();
        if (again) {
            retries.increment();
        }
    }

    /** Another process has sent so many requests for one page, and read so many bytes of answers. */
    public void elsewhere(int sent, long length) {
        requests.add(sent);
        retries.add(Math.max(0, sent - 1));
        bytes.add(length);
    }

    /** An answer of this many bytes was read. */
    public void read(long length) {
        bytes.add(length);
    }

    /** What it took so far, in this many seconds, with this many pauses, under this limit. */
    public RunReport.Traffic traffic(double seconds, long pauses, double limit) {
        // The first request goes out at once, so that of n requests n - 1 took their time.
        double perSecond = seconds == 0 ? 0 : Math.round(Math.max(0, requests() - 1) / seconds * 100) / 100.0;
        return new RunReport.Traffic(requests(), retries(), pauses, perSecond, limit, bytes());
    }

    /** Requests that went out. */
    public long requests() {
        return requests.sum();
    }

    /** Requests that were further attempts. */
    public long retries() {
        return retries.sum();
    }

    /** Bytes of answers that were read, decompressed. */
    public long bytes() {
        return bytes.sum();
    }
}
