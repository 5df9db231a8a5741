/** Log-ins: what is sent, and the token in the answer. */
@NullMarked
package io.pagesync.auth.token;

import org.jspecify.annotations.NullMarked;
