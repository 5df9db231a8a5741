/** The edge to Camel: what the routes under {@code routes/} call, and how they are put together. */
@NullMarked
package io.pagesync.route;

import org.jspecify.annotations.NullMarked;
