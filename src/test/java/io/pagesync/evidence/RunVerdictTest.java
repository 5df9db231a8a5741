package io.pagesync.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.report.Verdict;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunVerdictTest {
    @ParameterizedTest
    @CsvSource({
        "3,3,0,0,,,COMPLETE",
        "3,3,0,0,sign,,DRIFTED",
        "3,2,0,0,,,PARTIAL",
        "3,2,0,0,sign,,PARTIAL",
        "3,3,0,0,,stopped,PARTIAL",
        "3,0,0,0,,,FAILED",
        "-1,0,0,0,,no first page,FAILED",
        "-1,3,0,0,,,PARTIAL",
        "3,2,1,0,,,DRIFTED",
        "5,2,1,0,,,PARTIAL",
        "3,0,3,0,,,FAILED",
        "3,3,0,1,,,PARTIAL",
        "3,3,0,1,sign,,PARTIAL",
        "3,2,1,1,,,PARTIAL"
    })
    void of_whatWasDeliveredAndSeen_isTheVerdict(
            int planned,
            int delivered,
            int gone,
            long refused,
            @Nullable String drift,
            @Nullable String stopped,
            Verdict verdict) {
        List<String> signs = drift == null ? List.of() : List.of(drift);

        assertThat(RunVerdict.of(
                        planned < 0 ? OptionalInt.empty() : OptionalInt.of(planned),
                        delivered,
                        gone,
                        refused,
                        signs,
                        stopped))
                .isEqualTo(verdict);
    }

    @Property(tries = 300)
    void of_anythingMissing_isNeverWhole(
            @ForAll @IntRange(max = 50) int delivered, @ForAll @IntRange(min = 1, max = 50) int missing) {
        assertThat(RunVerdict.of(OptionalInt.of(delivered + missing), delivered, 0, 0, List.of(), null)
                        .whole())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETE,,true,5,,COMPLETE",
        "COMPLETE,COMPLETE,true,5,,COMPLETE",
        "COMPLETE DRIFTED,COMPLETE,true,5,,DRIFTED",
        "COMPLETE DRIFTED PARTIAL,,true,5,,PARTIAL",
        "COMPLETE FAILED,,true,5,,PARTIAL",
        "FAILED,,true,0,,FAILED",
        "COMPLETE,DRIFTED,true,5,,DRIFTED",
        "COMPLETE,FAILED,true,5,,PARTIAL",
        "COMPLETE,,false,5,,PARTIAL",
        "COMPLETE,,true,5,sign,DRIFTED",
        ",COMPLETE,true,0,,COMPLETE",
        ",FAILED,true,0,,FAILED",
        ",,false,0,,FAILED"
    })
    void ofPartitions_isTheWorst(
            @Nullable String verdicts,
            @Nullable Verdict list,
            boolean all,
            long delivered,
            @Nullable String drift,
            Verdict verdict) {
        Set<Verdict> its = verdicts == null
                ? Set.of()
                : Stream.of(verdicts.split(" ", -1)).map(Verdict::valueOf).collect(Collectors.toSet());

        assertThat(RunVerdict.ofPartitions(its, list, all, delivered, drift == null ? List.of() : List.of(drift)))
                .isEqualTo(verdict);
    }
}
