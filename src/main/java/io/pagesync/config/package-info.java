/** What one setting is: its declaration, and the forms that values have. Knows no Camel. */
@NullMarked
package io.pagesync.config;

import org.jspecify.annotations.NullMarked;
