/** Rows that go in all at once: how they are fitted to their columns, and which of them are to blame where the database refuses some. */
@NullMarked
package io.pagesync.database.batch;

import org.jspecify.annotations.NullMarked;
