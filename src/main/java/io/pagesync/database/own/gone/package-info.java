/** Our own tables about what a run has seen of a table, and which of its rows are gone. */
@NullMarked
package io.pagesync.database.own.gone;

import org.jspecify.annotations.NullMarked;
