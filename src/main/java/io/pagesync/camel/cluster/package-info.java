/** What concerns a context that is one of several, which share runs and rate limits. */
@NullMarked
package io.pagesync.camel.cluster;

import org.jspecify.annotations.NullMarked;
