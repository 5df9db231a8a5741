/** The HTTP client of an API: what it sends, what it accepts, how much of it, and over which TLS. */
@NullMarked
package io.pagesync.camel.http;

import org.jspecify.annotations.NullMarked;
