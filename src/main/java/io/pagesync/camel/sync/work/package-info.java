/** Pages that one process of a cluster asks others for, and those that it delivers for them, in the route of their sync. */
@NullMarked
package io.pagesync.camel.sync.work;

import org.jspecify.annotations.NullMarked;
