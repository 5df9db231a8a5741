/** What one setting is: its declaration, the forms that values have, and how people name it. Knows no Camel. */
@NullMarked
package io.pagesync.config;

import org.jspecify.annotations.NullMarked;
