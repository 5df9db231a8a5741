/** How Kafka is reached: what is set, its clients, what is asked of its topics, and what its errors mean. */
@NullMarked
package io.pagesync.kafka.client;

import org.jspecify.annotations.NullMarked;
