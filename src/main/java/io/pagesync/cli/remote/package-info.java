/** How the commands have a {@code pagesync serve} that runs somewhere do what they are for. */
@NullMarked
package io.pagesync.cli.remote;

import org.jspecify.annotations.NullMarked;
