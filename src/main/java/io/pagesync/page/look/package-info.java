/** An answer that is looked at before anybody knows what it is: what is in it, its links, the key of its records. */
@NullMarked
package io.pagesync.page.look;

import org.jspecify.annotations.NullMarked;
