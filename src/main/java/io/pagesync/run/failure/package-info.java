/** What went wrong in a run, page by page, and who takes part in a delivery. */
@NullMarked
package io.pagesync.run.failure;

import org.jspecify.annotations.NullMarked;
