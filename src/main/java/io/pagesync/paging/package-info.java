/** Which pages there are and how one asks for them. Pure arithmetic, no I/O, knows no Camel. */
@NullMarked
package io.pagesync.paging;

import org.jspecify.annotations.NullMarked;
