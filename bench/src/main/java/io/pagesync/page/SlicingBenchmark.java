package io.pagesync.page;

import io.pagesync.bench.server.SamplePage;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageReader;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A page of 500 records: found in its bytes, with and without a key, and written as JSON Lines. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SlicingBenchmark {
    private static final PageFormat KEYED = PageFormat.DEFAULT.withKey(PageFormat.key("id"));

    private byte[] body;
    private Page page;

    /** Makes the page. */
    @Setup
    public void make() {
        body = SamplePage.of(500);
        page = PageReader.read(1, body, null, PageFormat.DEFAULT);
    }

    /** Finds its records. */
    @Benchmark
    public Page slice() {
        return PageReader.read(1, body, null, PageFormat.DEFAULT);
    }

    /** Finds its records and their keys. */
    @Benchmark
    public Page sliceWithKey() {
        return PageReader.read(1, body, null, KEYED);
    }

    /** What is fingerprinted of it. */
    @Benchmark
    public long fingerprint() {
        return new Fingerprint().add(body, 0, body.length).take();
    }

    /** Writes its lines. */
    @Benchmark
    public byte[] jsonLines() {
        return page.jsonLines();
    }
}
