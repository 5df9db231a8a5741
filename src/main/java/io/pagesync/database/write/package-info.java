/** A run's rows on their way into a table: its check, its inserts, the transaction of a page. */
@NullMarked
package io.pagesync.database.write;

import org.jspecify.annotations.NullMarked;
