package io.pagesync.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides the verdict. */
final class RunVerdict {
    private RunVerdict() {}

    /**
     * The verdict on a run that has ended.
     *
     * @param planned how many pages there are; 0 if there was no usable first page
     * @param delivered how many of them every destination has confirmed
     * @param gone how many turned out to be past the end of the collection, which shrank meanwhile
     * @param refused how many records a destination could not hold
     * @param drift the signs that the collection changed
     * @param stopped why the run ended early, null if it did not
     */
    static Verdict of(
            int planned, int delivered, int gone, long refused, List<String> drift, @Nullable String stopped) {
        if (delivered == 0) {
            return Verdict.FAILED;
        }
        if (delivered + gone < planned || refused > 0 || stopped != null) {
            return Verdict.PARTIAL;
        }
        return drift.isEmpty() && gone == 0 ? Verdict.COMPLETE : Verdict.DRIFTED;
    }
}
