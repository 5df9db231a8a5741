package io.pagesync.ledger;

import io.pagesync.report.RunReport;
import io.pagesync.since.Known;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a ledger keeps of runs, for whoever looks; nothing here changes a run that is open. */
public interface RunHistory {
    /**
     * The last runs, open ones included, the newest first.
     *
     * @param sync of this sync; null for all
     * @param most how many at the most, 1 or more
     */
    List<RunEntry> runs(@Nullable String sync, int most);

    /** The run of this id; empty if there is none. */
    default Optional<RunEntry> run(String id) {
        return runs(null, Integer.MAX_VALUE).stream()
                .filter(each -> each.id().equals(id))
                .findFirst();
    }

    /**
     * The partitions of a run in the order of their names; one without a name where its collection was not divided;
     * none where the ledger does not keep them.
     *
     * @param most how many at the most, 1 or more
     */
    default List<PartitionEntry> partitions(String run, int most) {
        return List.of();
    }

    /** The pages of a run that failed and are not done yet, by partition and number, at most so many; none where the ledger does not keep them. */
    default List<FailedPage> failedPages(String run, int most) {
        return List.of();
    }

    /**
     * The pages of a partition of a run that are done or failed, in blocks, by number; none where the ledger does not keep
     * them.
     *
     * @param partition the partition's name; empty for all of a collection
     * @param size how many pages a block spans, 1 or more
     * @param most how many blocks at the most, 1 or more
     */
    default List<PageBlock> pages(String run, String partition, int size, int most) {
        return List.of();
    }

    /**
     * The records of a run that destinations refused, by partition, page and place, at most so many; none where the ledger
     * does not keep them.
     */
    default List<RunLedger.Refusal> refused(String run, int most) {
        return List.of();
    }

    /**
     * The reports of the last runs of a sync, as far as they have one, the newest first.
     *
     * @param most how many runs are looked at
     */
    default List<RunReport> reports(String sync, int most) {
        return runs(sync, most).stream()
                .flatMap(run -> Stream.ofNullable(run.report()))
                .toList();
    }

    /** What is known of the mark of a sync that asks only for what has changed; empty if it has never asked so. */
    default Optional<Known> mark(String sync) {
        return Optional.empty();
    }

    /**
     * Forgets all runs of a sync, and its mark: the next one begins anew, and asks for everything.
     *
     * @return how many runs were forgotten
     * @throws AlreadyRunningException if one of them is open
     */
    int reset(String sync);

    /**
     * Keeps that a person has approved what a run found gone: from now on, its report says that nothing of it waits.
     *
     * @param done what was done for it, in one clause each
     * @return the report as it is now; empty if there is no such run, or it has none
     */
    default Optional<RunReport> approved(String run, List<String> done) {
        return Optional.empty();
    }

    /**
     * Pages of a partition that follow each other.
     *
     * @param first the number of the first one
     * @param pages how many it spans, 1 or more; the last block may reach beyond the last page
     * @param done how many of them are done
     * @param failed how many failed, and are not done yet
     * @param refused how many of those that are done lack records that a destination could not hold
     */
    record PageBlock(int first, int pages, int done, int failed, int refused) {}
}
