/** An API: where it is, what it allows, how one calls it and what its errors mean. Knows no Camel. */
@NullMarked
package io.pagesync.api;

import org.jspecify.annotations.NullMarked;
