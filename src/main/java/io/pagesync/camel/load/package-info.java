/** Runs the loads of the Java API, each by a route of its own. */
@NullMarked
package io.pagesync.camel.load;

import org.jspecify.annotations.NullMarked;
