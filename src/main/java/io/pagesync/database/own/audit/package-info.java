/** Our own table of what persons have had done by hand. */
@NullMarked
package io.pagesync.database.own.audit;

import org.jspecify.annotations.NullMarked;
