/** Files of which one process at a time writes each: whose they are, and lines that are added to them. */
@NullMarked
package io.pagesync.file;

import org.jspecify.annotations.NullMarked;
