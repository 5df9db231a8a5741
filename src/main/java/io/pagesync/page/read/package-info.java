/** From the bytes of an answer to a page and the keys of its records. */
@NullMarked
package io.pagesync.page.read;

import org.jspecify.annotations.NullMarked;
