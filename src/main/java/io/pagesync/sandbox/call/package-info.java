/** A request as the API sees it, and that it is refused. */
@NullMarked
package io.pagesync.sandbox.call;

import org.jspecify.annotations.NullMarked;
