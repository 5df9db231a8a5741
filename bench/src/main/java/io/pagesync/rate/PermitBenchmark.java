package io.pagesync.rate;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/** A permit that is due at once: by a clock that leaps, and without a limit by two threads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PermitBenchmark {
    private final AtomicLong time = new AtomicLong();
    private final Pace limited = new Pace(1000, () -> time.addAndGet(10_000_000));
    private final Pace unlimited = new Pace(0, System::nanoTime);

    /** At 1,000 a second, when nobody has to wait. */
    @Benchmark
    public long permit() throws InterruptedException {
        long permit = limited.acquire();
        limited.sent(permit);
        return permit;
    }

    /** Without a limit, by two threads. */
    @Benchmark
    @Threads(2)
    public long permitWithoutLimit() throws InterruptedException {
        long permit = unlimited.acquire();
        unlimited.sent(permit);
        return permit;
    }
}
