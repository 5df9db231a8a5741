/** Pages that came and that a destination did not take, on disk until another attempt at their run delivers them. */
@NullMarked
package io.pagesync.spool;

import org.jspecify.annotations.NullMarked;
