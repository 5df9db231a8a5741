/** SQLite: its dialect, its file and the library that its driver unpacks. */
@NullMarked
package io.pagesync.database.sqlite;

import org.jspecify.annotations.NullMarked;
