package io.pagesync.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.pagesync.ledger.FailedPage;
import io.pagesync.ledger.PartitionEntry;
import io.pagesync.ledger.RunHistory.PageBlock;
import io.pagesync.report.RunReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a run, as JSON has it.
 *
 * @param facts what the ledger has of it
 * @param report its report; null as long as it has not ended
 * @param live where it is now; null unless it is open in this process
 * @param partitions the first ones; empty if its collection was not divided
 * @param pages its pages that are done or failed, in blocks; empty where its collection was divided, or its ledger keeps none
 * @param failedPages the first ones
 * @param refused the first records that destinations refused
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RunDetails(
        @JsonUnwrapped RunFacts facts,
        @Nullable RunReport report,
        @Nullable LiveFacts live,
        List<PartitionEntry> partitions,
        List<PageBlock> pages,
        List<FailedPage> failedPages,
        List<RefusedFacts> refused) {
    /** Copies the lists. */
    public RunDetails {
        partitions = List.copyOf(partitions);
        pages = List.copyOf(pages);
        failedPages = List.copyOf(failedPages);
        refused = List.copyOf(refused);
    }

    /** What is known of a run without a look at its pages and at what it does now. */
    public static RunDetails of(
            RunFacts facts, @Nullable RunReport report, List<PartitionEntry> partitions, List<FailedPage> failed) {
        return new RunDetails(facts, report, null, partitions, List.of(), failed, List.of());
    }
}
