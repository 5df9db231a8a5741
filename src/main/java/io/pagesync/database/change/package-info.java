/** What has changed of a table's rows: the rows before and after, as one event each in the table of those that wait. */
@NullMarked
package io.pagesync.database.change;

import org.jspecify.annotations.NullMarked;
