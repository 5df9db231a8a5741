/** The ways to prove to an API who asks, their settings, and the keeping of tokens. Knows no Camel. */
@NullMarked
package io.pagesync.auth;

import org.jspecify.annotations.NullMarked;
