/**
 * A run's records on their way to a topic of Kafka: one record each, a page confirmed when all are acknowledged, or their
 * transaction is committed. Kafka's client is needed only by who opens one.
 */
@NullMarked
package io.pagesync.kafka;

import org.jspecify.annotations.NullMarked;
