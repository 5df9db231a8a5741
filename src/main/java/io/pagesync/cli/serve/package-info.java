/** The commands that stay until they are told to end: serve and worker, and what they log. */
@NullMarked
package io.pagesync.cli.serve;

import org.jspecify.annotations.NullMarked;
