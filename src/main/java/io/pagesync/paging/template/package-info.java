/** Requests with placeholders, in a path, a query or a JSON body, and how they are filled. Pure text, knows no style. */
@NullMarked
package io.pagesync.paging.template;

import org.jspecify.annotations.NullMarked;
