/**
 * How a setting or parameter is declared and read: the forms that values have, the one reader that collects all problems,
 * and the names people know things by. Which settings there are stands where they are used; {@code io.pagesync.config}
 * lists them all. Knows no Camel.
 */
@NullMarked
package io.pagesync.settings;

import org.jspecify.annotations.NullMarked;
