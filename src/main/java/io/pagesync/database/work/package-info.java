/** Pages of runs between processes: how the owner of a run waits for them, and how another process has them. Knows no Camel. */
@NullMarked
package io.pagesync.database.work;

import org.jspecify.annotations.NullMarked;
