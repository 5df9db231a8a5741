/** The options that commands share, and the sync they are made into. */
@NullMarked
package io.pagesync.cli.option;

import org.jspecify.annotations.NullMarked;
