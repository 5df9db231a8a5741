/** The slices that a collection is asked for in: values, windows, the records of another collection. Knows no run. */
@NullMarked
package io.pagesync.partition;

import org.jspecify.annotations.NullMarked;
