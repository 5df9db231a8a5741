/** The command line. */
@NullMarked
package io.pagesync.cli;

import org.jspecify.annotations.NullMarked;
