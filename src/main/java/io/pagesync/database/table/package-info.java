/** What a table is to be and what it is: its settings, name, columns and their types, and what a database can hold. */
@NullMarked
package io.pagesync.database.table;

import org.jspecify.annotations.NullMarked;
