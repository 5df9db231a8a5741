package io.pagesync.database;

import io.pagesync.bench.server.SamplePage;
import io.pagesync.database.postgres.PostgresDialect;
import io.pagesync.database.row.RecordReader;
import io.pagesync.database.table.Facts;
import io.pagesync.database.table.TableSettings;
import io.pagesync.page.Page;
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

/** A page of 500 records to the rows of a table of PostgreSQL. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RowBenchmark {
    private final TableSettings table = TableSettings.append("packages");
    private final Facts facts = new PostgresDialect().facts();
    private Page page;

    /** Makes the page. */
    @Setup
    public void make() {
        page = PageReader.read(1, SamplePage.of(500), null, PageFormat.DEFAULT);
    }

    /** Reads its records into rows. */
    @Benchmark
    public Object rows() {
        return RecordReader.read(page, table, facts);
    }
}
