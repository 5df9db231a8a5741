/**
 * The settings: each declared once, with name, type, default, meaning; from there come its check, {@code
 * docs/settings.md} and {@code pagesync config}. Knows no Camel.
 */
@NullMarked
package io.pagesync.settings;

import org.jspecify.annotations.NullMarked;
