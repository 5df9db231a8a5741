/** A process of a cluster beside its own runs: the pages that it delivers for others, and the runs whose owner is gone. */
@NullMarked
package io.pagesync.camel.work;

import org.jspecify.annotations.NullMarked;
