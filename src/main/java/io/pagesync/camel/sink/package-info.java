/** What our sink Kamelets call, and the databases of a context. */
@NullMarked
package io.pagesync.camel.sink;

import org.jspecify.annotations.NullMarked;
