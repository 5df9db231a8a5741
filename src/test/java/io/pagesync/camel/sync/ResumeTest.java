package io.pagesync.camel.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.PagesyncException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.ledger.Beginning;
import io.pagesync.ledger.HalfDoneLedger;
import io.pagesync.page.Page;
import io.pagesync.page.PageKeys;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageReader;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.ChainServer;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run whose ledger has some of its pages already, or fails; three pages of one record each. */
@Timeout(180)
final class ResumeTest {
    private final HalfDoneLedger ledger = new HalfDoneLedger();
    private ChainServer server;

    @BeforeEach
    void start() throws IOException {
        server = ChainServer.start(3);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"numbered, arrival", "numbered, page", "chained, arrival", "chained, page"})
    void run_firstPagesAreDone_asksOnlyForTheLast(String paging, String order) {
        ledger.with(page(1), "2").with(page(2), "3");

        RunReport report = run(sync(paging).with("order", order));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.run()).isEqualTo("20261125T010203Z-0000abcd");
        assertThat(report.pages()).isEqualTo(new RunReport.Pages(3, 3, 0, 0));
        assertThat(report.records().delivered()).isEqualTo(3);
        assertThat(ledger.delivered()).containsExactly(3);
        assertThat(server.asked()).containsExactly(1, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"numbered", "chained"})
    void run_pagesInTheMiddleAndAtTheEndAreDone_asksForTheOthers(String paging) {
        ledger.with(page(2), "3").with(page(3), "");

        RunReport report = run(sync(paging));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(ledger.delivered()).containsExactly(1);
        assertThat(server.asked()).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"numbered", "chained"})
    void run_allPagesAreDone_looksAtTheFirstAndIsComplete(String paging) {
        ledger.with(page(1), "2").with(page(2), "3").with(page(3), "");

        RunReport report = run(sync(paging));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.evidence()).doesNotContain("unique keys");
        assertThat(server.asked()).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"numbered", "chained"})
    void run_inPageOrder_asksAgainForPagesBehindOneThatIsMissing(String paging) {
        ledger.with(page(1), "2").with(page(3), "");

        RunReport report = run(sync(paging).with("order", "page"));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.pages()).isEqualTo(new RunReport.Pages(3, 3, 0, 0));
        assertThat(ledger.delivered()).containsExactly(2, 3);
    }

    @Test
    void run_firstPageSaysTheSameAsBefore_goesOn() {
        ledger.with(page(1), "").with(page(2), "").begun(beginning(3, 1));

        RunReport report = run(sync("numbered"));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(server.asked()).containsExactly(1, 3);
    }

    @ParameterizedTest
    @CsvSource({"4, 1, the total was 4 and is 3", "3, 9, its first page holds other records now"})
    void run_firstPageSaysSomethingElseThanBefore_isANewRun(int total, int first, String why) {
        ledger.with(page(1), "").with(page(2), "").begun(beginning(total, first));

        RunReport report = run(sync("numbered"));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.notes()).contains("a new run, because " + why);
        assertThat(ledger.delivered()).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void run_recordsOfAnEarlierPageWereRefused_isPartialStill() {
        ledger.with(page(1), "").withRefused(page(2), 1);

        RunReport report = run(sync("numbered"));

        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.records().delivered()).isEqualTo(2);
        assertThat(server.asked()).containsExactly(1, 3);
    }

    private static Beginning beginning(int total, int first) {
        return new Beginning(
                OptionalInt.of(total), OptionalLong.of(total), keys(first).fingerprint());
    }

    private static PageKeys keys(int page) {
        return PageReader.again(page(page), PageFormat.DEFAULT.withKey(List.of(JsonPointer.compile("/id"))))
                .keys();
    }

    /** The keys that its ledger has are those of the records, which are numbered. */
    @ParameterizedTest
    @ValueSource(strings = {"numbered", "chained"})
    void run_ledgerHasKeysOfEarlierPages_looksForDoublesInAll(String paging) {
        ledger.with(page(1), "2", key(1)).with(page(2), "3", key(2));

        RunReport report = run(sync(paging));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.evidence()).contains("unique keys");
        assertThat(report.unchecked()).doesNotContain("doubles");
        assertThat(server.asked()).containsExactly(1, 3);
    }

    @Test
    void run_keyOfAnEarlierPageComesAgain_readsAllOfItAgain() {
        ledger.with(page(1), "2", key(1)).with(page(2), "3", key(3));

        RunReport report = run(sync("numbered"));

        assertThat(report.verdict()).isEqualTo(Verdict.REPAIRED);
        assertThat(report.notes())
                .anyMatch(note -> note.startsWith("it was read again, because 1 key came twice, first on page 3"));
        assertThat(server.asked()).startsWith(1, 3);
        assertThat(server.asked()
                        .subList(server.asked().size() - 3, server.asked().size()))
                .containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void run_ledgerHasKeysOfSomePagesOnly_saysThatDoublesAreNotChecked() {
        ledger.with(page(1), "2").with(page(2), "3", key(2));

        RunReport report = run(sync("numbered"));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.unchecked()).contains("doubles");
    }

    private static long key(int id) {
        return keys(id).get(0);
    }

    @Test
    void run_ofPagesWhoseNumberNobodyTells_asksForTheOthersAndForTheEnd() {
        ledger.with(page(1), "").with(page(3), "");

        RunReport report = run(sync("numbered").with("total", "none"));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.evidence()).containsExactly("end seen", "no page twice");
        assertThat(report.pages()).isEqualTo(new RunReport.Pages(3, 3, 0, 0));
        assertThat(ledger.delivered()).containsExactly(2);
        assertThat(server.asked()).contains(1, 2, 4).doesNotContain(3);
    }

    @Test
    void run_morePagesAreDoneThanThereAreNow_isDrifted() {
        ledger.with(page(1), "").with(page(2), "").with(page(3), "").with(page(4), "");

        RunReport report = run(sync("numbered"));

        assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(report.drift())
                .containsExactly("the collection shrank: 4 pages were delivered before, and there are 3 now");
    }

    @Test
    void run_firstPageCannotBeReadAgain_saysWhatIsMissing() {
        ledger.with(page(1), "2").begun(beginning(3, 3));
        server.breakPage(1);

        RunReport report = run(sync("numbered"));

        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.pages()).isEqualTo(new RunReport.Pages(3, 1, 1, 2));
    }

    @Test
    void run_ledgerCannotBeOpened_asksForNothing() {
        ledger.failing("open");

        assertThatThrownBy(() -> run(sync("numbered")))
                .isInstanceOf(PagesyncException.class)
                .hasMessage("the ledger is away");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void run_ledgerCannotKeepThePlan_isFailed() {
        ledger.failing("begin");

        RunReport report = run(sync("numbered"));

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.failures()).containsExactly(new RunReport.Failure(1, "the ledger is away"));
    }

    @Test
    void run_ledgerCannotNoteAPage_doesNotCountIt() {
        ledger.with(page(1), "2").with(page(2), "3").failing("done");

        RunReport report = run(sync("numbered"));

        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.failures()).containsExactly(new RunReport.Failure(3, "the ledger is away"));
    }

    @Test
    void run_ledgerCannotCloseIt_isNotComplete() {
        ledger.failing("close");

        RunReport report = run(sync("numbered"));

        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.failures())
                .containsExactly(new RunReport.Failure(0, "the ledger could not close the run: the ledger is away"));
    }

    private RunReport run(TestSync sync) {
        try (Engine engine = Engine.start(TestApi.at(server.baseUri()).settings())) {
            engine.context().getRegistry().bind(Ledgers.NAME, ledger);
            return sync.run(engine);
        }
    }

    private static TestSync sync(String paging) {
        TestSync sync = TestSync.packages()
                .with("path", "/items")
                .with("query", "")
                .with("key", "id")
                .with("end", "declared");
        return paging.equals("chained") ? sync.with("next", "/next").with("cursorParameter", "page") : sync;
    }

    private static Page page(int number) {
        String body = "{\"data\":[{\"id\":" + number + "}]}";
        return PageReader.read(number, body.getBytes(StandardCharsets.UTF_8), null, PageFormat.DEFAULT);
    }
}
