/** The ledger of one run, kept beside the file that it writes: lines that are added one by one. */
@NullMarked
package io.pagesync.ledger.journal;

import org.jspecify.annotations.NullMarked;
