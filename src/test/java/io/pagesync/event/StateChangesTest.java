package io.pagesync.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told, and what is not. */
final class StateChangesTest {
    private final StateChanges changes = new StateChanges(false, () -> Instant.parse("2026-11-27T02:00:00Z"));

    private static RunReport report(Verdict verdict, @Nullable String stopped, long blocked) {
        return report(verdict, stopped, blocked, List.of());
    }

    private static RunReport report(
            Verdict verdict, @Nullable String stopped, long blocked, List<String> tableChanges) {
        return new RunReport(
                "run1",
                "packages",
                "http://localhost/items",
                Map.of(),
                verdict,
                List.of(),
                List.of(),
                new RunReport.Pages(1, 0, 0, 1),
                new RunReport.Records(null, 0),
                List.of(),
                List.of(),
                stopped,
                List.of(),
                List.of(),
                blocked == 0 ? List.of() : List.of(new RunReport.Blocked("table packages", blocked, 100, "too many")),
                new RunReport.Traffic(0, 0, 0, 0, 0, 0),
                "2026-11-27T01:00:00Z",
                1,
                true,
                null,
                tableChanges,
                null,
                List.of(),
                null);
    }

    private String told(Verdict verdict) {
        return word(changes.ended(report(verdict, null, 0), "as it is"));
    }

    private static String word(Optional<Event> event) {
        return event.map(each -> each.event() + " " + each.was() + ">" + each.state())
                .orElse("");
    }

    @Test
    void ended_twiceAsAFailure_isToldOnce_andTheRecoveryOnce() {
        assertThat(told(Verdict.COMPLETE)).isEmpty();
        assertThat(told(Verdict.FAILED)).isEqualTo("state-changed ok>failed");
        assertThat(told(Verdict.FAILED)).isEmpty();
        assertThat(told(Verdict.REPAIRED)).isEqualTo("state-changed failed>ok");
        assertThat(told(Verdict.COMPLETE)).isEmpty();
    }

    @Test
    void ended_asTheFirstRunThatIsKnown_isToldIfItFailed() {
        assertThat(told(Verdict.PARTIAL)).isEqualTo("state-changed >partial");
    }

    @Test
    void ended_asTheRunOfAnEarlierProcessDid_isNotTold() {
        changes.earlier(report(Verdict.FAILED, null, 0));
        changes.earlier(report(Verdict.COMPLETE, null, 0));

        assertThat(told(Verdict.FAILED)).isEmpty();
    }

    @Test
    void ended_becauseItWasStopped_changesNothing() {
        assertThat(changes.ended(report(Verdict.PARTIAL, "Pagesync is shutting down", 0), "stopped"))
                .isEmpty();
        assertThat(told(Verdict.COMPLETE)).isEmpty();
    }

    @Test
    void ended_withDeletesThatWait_isAnEventOfItsOwn_onceUntilTheyAreGone() {
        assertThat(word(changes.ended(report(Verdict.COMPLETE, null, 50), ""))).isEqualTo("deletes-blocked >blocked");
        assertThat(word(changes.ended(report(Verdict.COMPLETE, null, 60), ""))).isEmpty();
        assertThat(told(Verdict.COMPLETE)).isEqualTo("state-changed blocked>ok");
    }

    @Test
    void approved_isTold_andNothingWaitsAnyMore() {
        RunReport blocked = report(Verdict.COMPLETE, null, 30);
        assertThat(word(changes.ended(blocked, "30 wait"))).isEqualTo("deletes-blocked >blocked");

        RunReport approved = blocked.approved(List.of("30 rows of table packages deleted"));

        assertThat(word(changes.ended(approved, "approved"))).isEqualTo("state-changed blocked>ok");
        assertThat(approved.exitCode()).isZero();
        assertThat(approved.isApproved()).isTrue();
        assertThat(approved.notes()).containsExactly("approved: 30 rows of table packages deleted");
    }

    @Test
    void ended_whereEveryRunIsTold_saysSoWithoutAChange() {
        StateChanges all = new StateChanges(true, Instant::now);

        assertThat(word(all.ended(report(Verdict.COMPLETE, null, 0), ""))).isEqualTo("run-ended >ok");
        assertThat(word(all.ended(report(Verdict.COMPLETE, null, 0), ""))).isEqualTo("run-ended ok>ok");
    }

    @Test
    void missed_againAndAgain_isToldOnceUntilARunBegins() {
        assertThat(word(changes.missed("packages", "late"))).isEqualTo("start-missed >");
        assertThat(changes.missed("packages", "late")).isEmpty();
        changes.began("packages");
        assertThat(changes.missed("packages", "late")).isPresent();
    }

    @Test
    void tables_thatAreAsTheyWere_areNotTold_andChangesAreInOneSentence() {
        RunReport asBefore = report(Verdict.COMPLETE, null, 0);
        RunReport changed =
                report(Verdict.COMPLETE, null, 0, List.of("table a has a new column x", "table a has a new column y"));

        assertThat(changes.tables(asBefore)).isEmpty();
        assertThat(changes.tables(changed)).hasValueSatisfying(event -> {
            assertThat(event.event()).isEqualTo("table-changed");
            assertThat(event.run()).isEqualTo("run1");
            assertThat(event.sentence()).isEqualTo("table a has a new column x; table a has a new column y");
        });
    }
}
