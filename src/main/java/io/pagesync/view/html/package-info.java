/** The web page: what is shown of syncs and runs, as HTML by templates, which escape all that they are given. */
@NullMarked
package io.pagesync.view.html;

import org.jspecify.annotations.NullMarked;
