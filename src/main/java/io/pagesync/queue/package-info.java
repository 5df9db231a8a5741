/**
 * A run's records on their way to a queue or topic of a JMS broker: one message a record, a page a transaction, and what an
 * error means. The JMS API is needed only by who opens one.
 */
@NullMarked
package io.pagesync.queue;

import org.jspecify.annotations.NullMarked;
