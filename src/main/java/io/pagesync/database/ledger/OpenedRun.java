package io.pagesync.database.ledger;

import io.pagesync.database.own.LedgerLeases.Holder;
import io.pagesync.database.own.LedgerPages;
import io.pagesync.since.Asking;

/**
 * A run as it was opened.
 *
 * @param id its id
 * @param holder this process
 * @param epoch that of its lease
 * @param attempts how many processes have worked on it, this one included
 * @param goesOn whether it is an earlier one
 * @param beginning how it began
 * @param done what was done of it before
 * @param asked a fingerprint of what it was asked for
 * @param asking whether it asks only for what has changed
 */
record OpenedRun(
        String id,
        Holder holder,
        int epoch,
        int attempts,
        boolean goesOn,
        String beginning,
        LedgerPages.Sum done,
        long asked,
        Asking asking) {}
