/** The command that records an API's answers. */
@NullMarked
package io.pagesync.cli.record;

import org.jspecify.annotations.NullMarked;
