/** Who may go on when: slots for pages, turns in page order, room in memory, and the signal that ends them all. */
@NullMarked
package io.pagesync.run.turn;

import org.jspecify.annotations.NullMarked;
