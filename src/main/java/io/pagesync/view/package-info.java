/** What is shown of syncs and runs, as plain data: the commands, the REST interface and the web page draw the same. */
@NullMarked
package io.pagesync.view;

import org.jspecify.annotations.NullMarked;
