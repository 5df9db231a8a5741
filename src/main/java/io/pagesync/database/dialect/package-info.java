/** The seam behind which databases stand: what each can hold, how rows get in, and what its errors mean. */
@NullMarked
package io.pagesync.database.dialect;

import org.jspecify.annotations.NullMarked;
