/** Records of a page on their way into rows: read by a streaming parser, checked, ordered. Knows no SQL. */
@NullMarked
package io.pagesync.database.row;

import org.jspecify.annotations.NullMarked;
