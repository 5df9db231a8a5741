/** Our own tables beside those of the records: which field is in which column, which page is written, which record was refused. */
@NullMarked
package io.pagesync.database.own;

import org.jspecify.annotations.NullMarked;
