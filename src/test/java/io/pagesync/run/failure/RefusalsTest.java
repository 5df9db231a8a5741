package io.pagesync.run.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import org.junit.jupiter.api.Test;

/** Records that a destination cannot hold keep a run from being COMPLETE, and are named. */
final class RefusalsTest {
    @Test
    void report_ofRefusedRecords_isOneFindingADestination() {
        Refusals refusals = new Refusals(true);
        Failures failures = new Failures();
        Participant packages = new Table("table packages");
        refusals.add(packages, "", 2, 17, "it has no key '/id'");
        refusals.add(packages, "", 1, 0, "it is no JSON object");
        refusals.add(new Table("table plants"), "", 3, 4, "it has no value");

        refusals.report(failures);

        assertThat(refusals.count()).isEqualTo(3);
        assertThat(failures.count()).isZero();
        assertThat(failures.first())
                .extracting(RunReport.Failure::error)
                .containsExactly(
                        "2 records refused by table packages; the first: page 2, record 18: it has no key '/id'",
                        "1 record refused by table plants: page 3, record 5: it has no value");
    }

    private record Table(String describe) implements Participant {
        @Override
        public String finish(Verdict verdict) {
            return describe;
        }
    }
}
