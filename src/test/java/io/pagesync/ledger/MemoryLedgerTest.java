package io.pagesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.report.RunReport;
import io.pagesync.run.TestRuns;
import org.junit.jupiter.api.Test;

class MemoryLedgerTest {
    private final MemoryLedger ledger = new MemoryLedger();

    @Test
    void open_isANewRunEachTime() {
        RunLedger first = ledger.open("items", "https://h/items");
        first.partition("").done(1, new RunLedger.DonePage(3, 4, 7, ""));
        RunLedger second = ledger.open("items", "https://h/items");

        assertThat(first.totals()).isEqualTo(new RunLedger.Totals(1, 3));
        assertThat(second.totals()).isEqualTo(new RunLedger.Totals(0, 0));
        assertThat(second.partition("").earlier(1)).isNull();
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @Test
    void last_keepsTheNewestReportsOfASync() {
        for (int i = 0; i < 12; i++) {
            RunLedger open = ledger.open("items", "https://h/items");
            open.close((RunReport) TestRuns.run().close());
        }

        assertThat(ledger.last("items", 100)).hasSize(10);
        assertThat(ledger.last("items", 2)).hasSize(2);
        assertThat(ledger.last("others", 2)).isEmpty();
    }
}
