package io.pagesync.sandbox.answer;

import io.pagesync.sandbox.call.RefusedException;
import java.util.function.Supplier;

/**
 * An answer that is decided but not yet written, so that a slow one holds no page in memory while it waits.
 *
 * @param delayNanos how much later than usual it is due; from 0 up
 * @param cut what happens to the connection under it
 * @param writer writes it when it is due
 */
public record PlannedAnswer(long delayNanos, Cut cut, Supplier<Answer> writer) {
    /** An answer that is written already, on time and whole. */
    public static PlannedAnswer of(Answer answer) {
        return new PlannedAnswer(0, Cut.NONE, () -> answer);
    }

    /** Writes it, as an error if it is refused. */
    public Answer write() {
        try {
            return writer.get();
        } catch (RefusedException e) {
            return Answer.error(e);
        }
    }
}
