/** Incremental runs: the mark up to which a sync has all changes, since when a run asks, and what it has had before. */
@NullMarked
package io.pagesync.since;

import org.jspecify.annotations.NullMarked;
