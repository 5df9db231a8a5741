/** Our own table of changes that wait to be sent. */
@NullMarked
package io.pagesync.database.own.outbox;

import org.jspecify.annotations.NullMarked;
