/** PostgreSQL: its dialect and its COPY. */
@NullMarked
package io.pagesync.database.postgres;

import org.jspecify.annotations.NullMarked;
