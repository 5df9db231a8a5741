/** What becomes of the messages that a sync's route is split into. */
@NullMarked
package io.pagesync.camel.sync.split;

import org.jspecify.annotations.NullMarked;
