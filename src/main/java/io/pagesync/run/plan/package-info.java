/** What a run has before it, and what it must see at its end: the collection, its pages, the checks. */
@NullMarked
package io.pagesync.run.plan;

import org.jspecify.annotations.NullMarked;
