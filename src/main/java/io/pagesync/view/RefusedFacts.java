package io.pagesync.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.RunLedger.Refusal;
import java.util.regex.Pattern;

/**
 * A refused record, as JSON has it.
 *
 * @param run the run's id
 * @param sync the sync's name
 * @param partition its partition's name; left out if the collection was not divided
 * @param page its page's number
 * @param position its place in the page, from 1
 * @param key left out if it has none
 * @param destination who refused it
 * @param reason why, in one clause
 * @param record its text; left out if it is too long to be kept
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RefusedFacts(
        String run,
        String sync,
        String partition,
        int page,
        int position,
        String key,
        String destination,
        String reason,
        String record) {
    private static final String MASK = "***";
    /** Reasons quote values, ours and those of databases. */
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");

    /** A record of a run. */
    public static RefusedFacts of(RunEntry run, Refusal its) {
        return new RefusedFacts(
                run.id(),
                run.sync(),
                its.partition(),
                its.page(),
                its.position(),
                its.key(),
                its.destination(),
                its.reason(),
                its.record());
    }

    /** The same for those who have not proved who they are: without its key, its text, and what the reason quotes. */
    public RefusedFacts masked() {
        String hidden = key.isEmpty() ? "" : MASK;
        String bare = QUOTED.matcher(reason).replaceAll(MASK);
        return new RefusedFacts(run, sync, partition, page, position, hidden, destination, bare, "");
    }
}
