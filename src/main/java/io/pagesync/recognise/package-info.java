/** How an API pages, recognised from its first answer and a few more, see {@link io.pagesync.recognise.Recogniser}. */
@NullMarked
package io.pagesync.recognise;

import org.jspecify.annotations.NullMarked;
