/** Rows whose records are gone: what a run has seen of a table, what that proves, and how rows go. */
@NullMarked
package io.pagesync.database.gone;

import org.jspecify.annotations.NullMarked;
