/** Styles whose end one meets: by a page without records, or by one that names no next. */
@NullMarked
package io.pagesync.sandbox.style.open;

import org.jspecify.annotations.NullMarked;
