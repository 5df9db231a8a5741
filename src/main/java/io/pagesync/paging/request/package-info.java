/** What is asked of an API for a page, and how all pages of a collection are asked for. Pure text, knows no style. */
@NullMarked
package io.pagesync.paging.request;

import org.jspecify.annotations.NullMarked;
