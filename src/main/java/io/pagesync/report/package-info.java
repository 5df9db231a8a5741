/** What is said of a run: its state while it goes on, its verdict and its report when it is over. Plain data. */
@NullMarked
package io.pagesync.report;

import org.jspecify.annotations.NullMarked;
