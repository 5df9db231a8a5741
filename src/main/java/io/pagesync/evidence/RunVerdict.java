package io.pagesync.evidence;

import io.pagesync.report.Verdict;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Decides the verdict; whoever shows one has it from here. */
public final class RunVerdict {
    private RunVerdict() {}

    /**
     * The verdict on a run that has ended.
     *
     * @param planned how many pages there are; empty if there was no usable first page, or the end was never reached
     * @param delivered how many pages every destination has confirmed
     * @param gone how many turned out to be past the end of the collection, which shrank meanwhile
     * @param refused how many records a destination could not hold
     * @param drift the signs that the collection changed
     * @param stopped why the run ended early, null if it did not
     */
    public static Verdict of(
            OptionalInt planned,
            int delivered,
            int gone,
            long refused,
            List<String> drift,
            @Nullable String stopped) {
        if (delivered == 0) {
            return Verdict.FAILED;
        }
        if (planned.isEmpty() || delivered + gone < planned.getAsInt() || refused > 0 || stopped != null) {
            return Verdict.PARTIAL;
        }
        return drift.isEmpty() && gone == 0 ? Verdict.COMPLETE : Verdict.DRIFTED;
    }
}
