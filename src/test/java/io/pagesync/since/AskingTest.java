package io.pagesync.since;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AskingTest {
    private static final Instant NOW = Instant.parse("2026-11-27T01:00:00Z");
    private static final Instant YESTERDAY = NOW.minus(Duration.ofDays(1));
    private static final long ASKED = 7;

    private static SinceRequest request(@Nullable Duration kept, @Nullable Instant fullDue) {
        return new SinceRequest(new Since(JsonPointer.compile("/at"), Overlap.DEFAULT, "", kept), fullDue);
    }

    private static Known known(String mark) {
        return new Known(mark, mark, ASKED, Repeats.NONE, YESTERDAY, YESTERDAY);
    }

    private static Asking asking(SinceRequest request, Known known, boolean full) {
        return Asking.of(request, known, ASKED, full, NOW);
    }

    @Test
    void run_withAMark_asksSinceTheMarkLessTheOverlap() {
        Asking asking = asking(request(null, null), known("2026-11-26T21:04:00Z"), false);
        assertThat(asking.since()).isEqualTo("2026-11-26T21:03:00Z");
        assertThat(asking.full()).isEmpty();
    }

    @Test
    void run_withoutAMark_asksForEverything() {
        assertThat(asking(request(null, null), Known.NOTHING, false).full()).isEqualTo("there is no mark yet");
    }

    @Test
    void run_asFullAsAskedFor_asksForEverything() {
        assertThat(asking(request(null, null), known("2026-11-26T21:04:00Z"), true)
                        .full())
                .isEqualTo("as asked for");
    }

    @Test
    void run_whoseSyncAsksForSomethingElseNow_asksForEverything_andForgetsTheMark() {
        Asking asking = Asking.of(request(null, null), known("2026-11-26T21:04:00Z"), 8, false, NOW);
        assertThat(asking.isIncremental()).isFalse();
        assertThat(asking.full()).isEqualTo("the sync asked for something else when its mark was set");
        assertThat(asking.mark()).isEmpty();
    }

    @Test
    void run_whoseFullRunIsDue_asksForEverything_andNoOtherDoes() {
        Known known = known("2026-11-26T21:04:00Z");
        assertThat(asking(request(null, NOW.minusSeconds(1)), known, false).full())
                .isEqualTo("the full run of 2026-11-27T00:59:59Z is due");
        assertThat(asking(request(null, YESTERDAY), known, false).isIncremental())
                .isTrue();
    }

    @Test
    void run_whoseLastWholeOneIsOlderThanTheApiKeepsChanges_asksForEverything() {
        Known known = known("2026-10-01T00:00:00Z");
        assertThat(asking(request(Duration.ofHours(23), null), known, false).full())
                .isEqualTo("the last whole run began longer ago than the API keeps changes");
        assertThat(asking(request(Duration.ofHours(25), null), known, false).isIncremental())
                .isTrue();
    }
}
