/** How an API pages, recognised from its first answer and at most two more. */
@NullMarked
package io.pagesync.recognise;

import org.jspecify.annotations.NullMarked;
