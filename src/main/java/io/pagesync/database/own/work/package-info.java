/** Our own tables of a cluster: pages that processes deliver for others, starts that are taken, the processes themselves. */
@NullMarked
package io.pagesync.database.own.work;

import org.jspecify.annotations.NullMarked;
