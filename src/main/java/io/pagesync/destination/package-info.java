/**
 * What a destination of ours is: a kind says its Kamelet, reads a use's parameters, checks that it can be written and opens
 * it for a run. {@code META-INF/services/io.pagesync.destination.DestinationKind} is the one list of kinds; everything
 * else asks {@link io.pagesync.destination.DestinationKinds}. Knows no Camel.
 */
@NullMarked
package io.pagesync.destination;

import org.jspecify.annotations.NullMarked;
