/**
 * The meters: what is measured, by which names and labels, and how a Micrometer registry gets it. The only room that uses
 * Micrometer, and loaded only where there is a registry. Labels are names of the configuration and fixed words, so the number of
 * series is known when a process starts. Knows no Camel.
 */
@NullMarked
package io.pagesync.meter;

import org.jspecify.annotations.NullMarked;
