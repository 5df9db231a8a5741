/** The way of changes from our table of them to an endpoint of the host: by one process at a time, in order for each key. */
@NullMarked
package io.pagesync.database.publish;

import org.jspecify.annotations.NullMarked;
