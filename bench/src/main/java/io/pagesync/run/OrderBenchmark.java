package io.pagesync.run;

import io.pagesync.run.turn.PageTurns;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The window that puts pages in order: a hundred thousand pages, the ends of ten at a time in reverse. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OrderBenchmark {
    private static final int PAGES = 100_000;
    private static final int WINDOW = 10;

    private PageTurns turns = new PageTurns(page -> false);

    /** A run of its own for each invocation. */
    @Setup(Level.Invocation)
    public void begin() {
        turns = new PageTurns(page -> false);
    }

    /** A page of the run. */
    @Benchmark
    @OperationsPerInvocation(PAGES)
    public PageTurns pageInWindow() throws InterruptedException {
        for (int page = 1; page <= PAGES; page += WINDOW) {
            turns.await(page);
            for (int i = WINDOW - 1; i >= 0; i--) {
                turns.end(page + i);
            }
        }
        return turns;
    }
}
