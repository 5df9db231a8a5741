/** Styles that say how much there is: records, pages, or which page is the last. */
@NullMarked
package io.pagesync.sandbox.style.counted;

import org.jspecify.annotations.NullMarked;
