/**
 * Pagesync from Java: whole collections as lists, streams or publishers of pages. What is public here is the API of
 * those who use the jar as a library, with {@code io.pagesync.page} and the reports of {@code io.pagesync.run}.
 */
@NullMarked
package io.pagesync.client;

import org.jspecify.annotations.NullMarked;
