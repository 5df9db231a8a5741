/** What a style of paging is: how a page is asked for, and the form of its answer. */
@NullMarked
package io.pagesync.sandbox.style;

import org.jspecify.annotations.NullMarked;
