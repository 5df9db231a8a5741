/** A sync: its parameters, its schedule, and what its route calls from opening a run to closing it. */
@NullMarked
package io.pagesync.camel.sync;

import org.jspecify.annotations.NullMarked;
