/** What operators are told: events, and when the state of a sync or of an API has changed. Knows no Camel. */
@NullMarked
package io.pagesync.event;

import org.jspecify.annotations.NullMarked;
