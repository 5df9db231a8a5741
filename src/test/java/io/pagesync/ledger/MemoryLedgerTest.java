package io.pagesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.report.RunReport;
import io.pagesync.run.TestRuns;
import org.junit.jupiter.api.Test;

class MemoryLedgerTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final RunRequest request = RunRequest.of("items", "https://h/items");

    @Test
    void open_isANewRunEachTime() {
        RunLedger first = ledger.open(request);
        first.partition("").done(1, new RunLedger.DonePage(3, 4, 7, ""));
        RunLedger second = ledger.open(request);

        assertThat(first.totals()).isEqualTo(new RunLedger.Totals(1, 3));
        assertThat(second.totals()).isEqualTo(new RunLedger.Totals(0, 0));
        assertThat(second.partition("").earlier(1)).isNull();
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @Test
    void runs_areTheNewestOfASync() {
        for (int i = 0; i < 12; i++) {
            RunLedger open = ledger.open(request);
            open.close((RunReport) TestRuns.run().close());
        }

        assertThat(ledger.runs("items", 100)).hasSize(10);
        assertThat(ledger.runs("items", 2)).hasSize(2);
        assertThat(ledger.runs("others", 2)).isEmpty();
    }
}
