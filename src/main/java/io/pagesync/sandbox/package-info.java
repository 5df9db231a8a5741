/**
 * An imitation of the T3 API on this machine, or of one that pages otherwise: for the demo, as a strict recording server in
 * tests, and for benchmarks.
 * Its records come out of a formula, its rate limit is strict, its faults are real ones (refused, slow, cut and reset
 * connections) and repeat by seed. Replays recordings, too. Knows no Camel, and of the other packages only these.
 */
@NullMarked
package io.pagesync.sandbox;

import org.jspecify.annotations.NullMarked;
