/** Statements as text, for those of our own tables that a run reads and writes itself. */
@NullMarked
package io.pagesync.database.own.sql;

import org.jspecify.annotations.NullMarked;
