/** When the next request may go out: pace, pause, retry, slots. Time is an argument; knows no Camel. */
@NullMarked
package io.pagesync.rate;

import org.jspecify.annotations.NullMarked;
