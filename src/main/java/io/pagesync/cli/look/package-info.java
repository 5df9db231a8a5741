/** The commands that look at syncs before anything runs. */
@NullMarked
package io.pagesync.cli.look;

import org.jspecify.annotations.NullMarked;
