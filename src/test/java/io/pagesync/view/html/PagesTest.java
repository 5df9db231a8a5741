package io.pagesync.view.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.ledger.FailedPage;
import io.pagesync.ledger.Ledger.Action;
import io.pagesync.ledger.PartitionEntry;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.RunHistory.PageBlock;
import io.pagesync.ledger.RunLedger.Totals;
import io.pagesync.ledger.StandInLedger;
import io.pagesync.report.Verdict;
import io.pagesync.view.LiveFacts;
import io.pagesync.view.RefusedFacts;
import io.pagesync.view.RunDetails;
import io.pagesync.view.RunFacts;
import io.pagesync.view.SyncFacts;
import io.pagesync.view.SyncPlan;
import io.pagesync.view.WorkerFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages as HTML, of names and texts that would be markup, and of states of all kinds. */
final class PagesTest {
    private static final String HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>";
    private static final Instant STARTED = Instant.parse("2026-11-26T02:00:00Z");
    private static final Frame OUT = new Frame("Syncs", 5, true, "");
    private static final Frame IN = new Frame("Syncs", 5, true, "c-s-r-f");
    private static final Pattern HANDLER = Pattern.compile("<[^>]*\\son[a-z]+=", Pattern.CASE_INSENSITIVE);

    private static final WorkerFacts WORKER =
            new WorkerFacts(HOSTILE, "1.2", "alive", 3.5, 4, 50, "2026-11-26T02:00:00Z", "2026-11-26T03:00:00Z");

    private static RunEntry run(String sync, Verdict verdict) {
        return StandInLedger.run("20261126T020000Z-0000000a", sync, STARTED, verdict);
    }

    private static SyncFacts facts(String sync, String state) {
        RunFacts last = RunFacts.of(run(sync, Verdict.COMPLETE));
        String next = "2026-11-27T02:00:00Z";
        return new SyncFacts(
                sync, state, 0, "0 0 2 * * ?", "Europe/Berlin", next, "2026-11-28T02:00:00Z", next, last, last, sync);
    }

    private static LiveFacts live() {
        List<Double> rates = List.of(1.0, 2.0, 5.0);
        return new LiveFacts(100, 40, 1000L, 400, 41, 1, 3, 10, 5, 2.7, rates, "rate limit", HOSTILE, null, 22L, null);
    }

    private static RunDetails details(RunEntry run, boolean divided) {
        RefusedFacts refused = new RefusedFacts(
                run.id(), run.sync(), HOSTILE, 3, 7, HOSTILE, HOSTILE, HOSTILE, "{\"name\":\"" + HOSTILE + "\"}");
        return new RunDetails(
                RunFacts.of(run),
                run.report(),
                live(),
                divided ? List.of(new PartitionEntry(HOSTILE, 2, 20L, new Totals(1, 10), null)) : List.of(),
                divided ? List.of() : List.of(new PageBlock(1, 1, 1, 0, 0), new PageBlock(2, 1, 0, 1, 0)),
                List.of(new FailedPage(HOSTILE, 3, HOSTILE)),
                List.of(refused));
    }

    private static void assertSound(String html) {
        assertThat(html)
                .doesNotContain("<script>", "<img")
                .doesNotContain("style=\"")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("</html>");
        assertThat(HANDLER.matcher(html).find()).as("a handler in an attribute").isFalse();
        assertThat(html.replace("<script src=\"/assets/page.js\" defer></script>", ""))
                .doesNotContain("<script");
    }

    @Test
    void overview_ofAHostileName_showsItAsText() {
        List<OverviewPage.Sync> syncs =
                List.of(new OverviewPage.Sync(facts(HOSTILE, "late"), List.of(run(HOSTILE, Verdict.FAILED))));

        String html = Pages.overview(OUT, syncs, List.of(WORKER), List.of(HOSTILE));

        assertSound(html);
        assertThat(html)
                .contains("href=\"/syncs/%3Cscript%3E")
                .contains("<span class=\"state warn\"><span aria-hidden=\"true\">!</span> late</span>")
                .contains("2026-11-27 03:00:00 +01:00")
                .contains("<td data-label=\"Pages a second\">3.5</td>")
                .contains("Log in")
                .doesNotContain("c-s-r-f");
    }

    @Test
    void overview_ofNoSync_saysHowToMakeOne() {
        assertThat(Pages.overview(OUT, List.of(), List.of(), List.of())).contains("There are no syncs.");
    }

    @Test
    void sync_ofHostileParameters_showsThemAsText() {
        SyncPlan plan = new SyncPlan(
                facts(HOSTILE, "fresh"), HOSTILE, HOSTILE, HOSTILE, 10, Map.of("key", HOSTILE), List.of(HOSTILE));

        String html = Pages.sync(IN, plan, List.of(run(HOSTILE, Verdict.PARTIAL)), live());

        assertSound(html);
        assertThat(html)
                .contains("action=\"/syncs/%3Cscript%3E")
                .contains("name=\"csrf\" value=\"c-s-r-f\"")
                .contains("41 requests");
    }

    @Test
    void run_ofHostileErrors_showsThemAsText() {
        RunEntry run = run(HOSTILE, Verdict.PARTIAL);
        String html = Pages.run(IN, run, details(run, false), new RunPage.May(true, true, true, true));

        assertSound(html);
        assertThat(html)
                .contains("title=\"page 1: delivered\"", "title=\"page 2: failed\"")
                .contains("Each square is a page.")
                .contains("<progress max=\"100\" value=\"40\"")
                .contains("2.7 requests/s of 5 allowed")
                .contains("Stop", "Retry what is missing", "Deliver refused records", "Approve deletes");
        assertThat(Pages.run(IN, run, details(run, true), RunPage.May.NOTHING))
                .satisfies(PagesTest::assertSound)
                .contains("Each square is a partition.")
                .doesNotContain("<button class=\"main\">");
    }

    @Test
    void run_forWhoHasNotLoggedIn_hasNoForm() {
        RunEntry run = run("packages", Verdict.PARTIAL);

        assertThat(Pages.run(OUT, run, details(run, false), RunPage.May.NOTHING))
                .doesNotContain("<form");
    }

    @Test
    void otherPages_ofHostileTexts_showThemAsText() {
        assertSound(Pages.message(IN, HOSTILE));
        assertSound(Pages.login(OUT, HOSTILE));
        assertSound(Pages.confirm(
                new Pages.Confirm(IN, List.of(HOSTILE), List.of(HOSTILE), "/runs/1/approve", "Do that", "/runs/1")));
        assertSound(Pages.actions(IN, List.of(new Action(STARTED, HOSTILE, "run", HOSTILE, "", HOSTILE))));
        assertThat(Pages.confirm(new Pages.Confirm(IN, List.of("x"), List.of(), "/a", "b", "/c")))
                .doesNotContain("Keys");
        assertThat(Pages.actions(IN, List.of())).contains("Nobody has had anything done by hand.");
    }
}
