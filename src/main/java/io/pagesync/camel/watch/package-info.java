/** Follows each page through the steps of users, and tells logs and meters of runs. */
@NullMarked
package io.pagesync.camel.watch;

import org.jspecify.annotations.NullMarked;
