/** What can be said for and against a run having all of its collection: one class for each claim, one for the verdict. */
@NullMarked
package io.pagesync.evidence;

import org.jspecify.annotations.NullMarked;
