/** Our own destinations, which enlist with a run and confirm each page. Knows no Camel. */
@NullMarked
package io.pagesync.sink;

import org.jspecify.annotations.NullMarked;
