/** What operators see of a context: meters, health, events, and the port on which a process of ours shows them. */
@NullMarked
package io.pagesync.camel.operate;

import org.jspecify.annotations.NullMarked;
