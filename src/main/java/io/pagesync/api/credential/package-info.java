/** Who asks: secrets, what proves who one is, and the log-in that gives it. */
@NullMarked
package io.pagesync.api.credential;

import org.jspecify.annotations.NullMarked;
