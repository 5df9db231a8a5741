package io.pagesync.evidence;

import io.pagesync.report.Verdict;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides the verdict; whoever shows one has it from here. */
public final class RunVerdict {
    private RunVerdict() {}

    /**
     * The verdict on a run of many partitions: that of the worst one. A partition of which nothing came is FAILED; a run is
     * that only where nothing came of any.
     *
     * @param verdicts those of its partitions
     * @param list that of the collection whose records name them; null if there is none
     * @param all whether each partition there is has come to its end
     * @param delivered how many pages every destination has confirmed
     * @param drift the signs that speak against all of them together
     */
    public static Verdict ofPartitions(
            Set<Verdict> verdicts, @Nullable Verdict list, boolean all, long delivered, List<String> drift) {
        Set<Verdict> said = EnumSet.of(drift.isEmpty() ? Verdict.COMPLETE : Verdict.DRIFTED);
        said.addAll(verdicts);
        said.add(all ? Verdict.COMPLETE : Verdict.PARTIAL);
        if (list != null) {
            said.add(list);
        }
        Verdict worst = Collections.max(said);
        return worst.resumable() ? (delivered == 0 ? Verdict.FAILED : Verdict.PARTIAL) : worst;
    }

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
            OptionalInt planned, int delivered, int gone, long refused, List<String> drift, @Nullable String stopped) {
        if (delivered == 0) {
            return Verdict.FAILED;
        }
        if (planned.isEmpty() || delivered + gone < planned.getAsInt() || refused > 0 || stopped != null) {
            return Verdict.PARTIAL;
        }
        return drift.isEmpty() && gone == 0 ? Verdict.COMPLETE : Verdict.DRIFTED;
    }
}
