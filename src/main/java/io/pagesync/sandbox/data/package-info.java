/** The collection that the sandbox serves, and its changes. */
@NullMarked
package io.pagesync.sandbox.data;

import org.jspecify.annotations.NullMarked;
