/** What the commands show of a run, and how a signal ends it. */
@NullMarked
package io.pagesync.cli.progress;

import org.jspecify.annotations.NullMarked;
