/** A page that is being fetched, how often it was asked for, and what a run has asked for in all. */
@NullMarked
package io.pagesync.run.fetch;

import org.jspecify.annotations.NullMarked;
