/** Who holds a run, for how long, and how one knows that a holder is dead. */
@NullMarked
package io.pagesync.database.ledger.lease;

import org.jspecify.annotations.NullMarked;
