package io.pagesync.ledger;

import io.pagesync.report.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A partition of a run as the ledger has it.
 *
 * @param name its name, such as {@code licenseNumber=C11-0000001-LIC}; empty for all of a collection
 * @param pages how many pages its first page promised; null as long as nobody knows
 * @param records how many records were declared; null if none were
 * @param done how much of it is done
 * @param verdict what was said of it at its end; null if it has not come to that, or is all of a collection
 */
public record PartitionEntry(
        String name,
        @Nullable Integer pages,
        @Nullable Long records,
        RunLedger.Totals done,
        @Nullable Verdict verdict) {}
