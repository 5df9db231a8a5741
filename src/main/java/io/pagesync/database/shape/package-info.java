/** How a table is, whoever made it, and how it is made fit for a page. */
@NullMarked
package io.pagesync.database.shape;

import org.jspecify.annotations.NullMarked;
