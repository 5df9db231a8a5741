/** What has gone to APIs, and when the next request may, in the database of a ledger. */
@NullMarked
package io.pagesync.database.ledger.limit;

import org.jspecify.annotations.NullMarked;
