/** Looks at settings, routes and destinations before anything runs. */
@NullMarked
package io.pagesync.camel.check;

import org.jspecify.annotations.NullMarked;
