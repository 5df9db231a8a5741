/** A load as it is handed over: a future, a stream of pages, a publisher. */
@NullMarked
package io.pagesync.client.stream;

import org.jspecify.annotations.NullMarked;
