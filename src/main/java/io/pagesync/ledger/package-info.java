/** The runs of all syncs and the state of their pages: what is certain, and only that. */
@NullMarked
package io.pagesync.ledger;

import org.jspecify.annotations.NullMarked;
