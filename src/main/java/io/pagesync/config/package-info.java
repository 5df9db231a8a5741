/**
 * The configuration: every section of settings, declared and read, and all of them together, with the environment and the
 * reference. From the declarations come the check, {@code docs/settings.md} and {@code pagesync config}. Knows no Camel.
 */
@NullMarked
package io.pagesync.config;

import org.jspecify.annotations.NullMarked;
