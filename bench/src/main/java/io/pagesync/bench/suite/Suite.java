package io.pagesync.bench.suite;

import io.pagesync.bench.harness.Lab;
import io.pagesync.bench.report.Draft;

/** One thing that is measured. */
public interface Suite {
    /** Its name on the command line. */
    String name();

    /** Measures it. */
    Draft run(Lab lab) throws Exception;
}
