/** What one Camel context of ours holds, and how it is found there. */
@NullMarked
package io.pagesync.camel.context;

import org.jspecify.annotations.NullMarked;
