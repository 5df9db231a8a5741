/** Our own tables of what has gone to APIs, and of when the next request may. */
@NullMarked
package io.pagesync.database.own.limit;

import org.jspecify.annotations.NullMarked;
