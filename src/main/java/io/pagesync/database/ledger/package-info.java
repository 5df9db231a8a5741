/** The ledger in a database: runs that are written behind, and held by a lease. Knows no Camel. */
@NullMarked
package io.pagesync.database.ledger;

import org.jspecify.annotations.NullMarked;
