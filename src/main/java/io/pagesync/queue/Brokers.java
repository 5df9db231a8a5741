package io.pagesync.queue;

import io.pagesync.destination.WriteRetry;
import jakarta.jms.ConnectionFactory;

/** The message broker of a process. Thread-safe. */
public interface Brokers {
    /** Connections to it, which are kept and used again: to open and close one for each page costs little. */
    ConnectionFactory connections();

    /**
     * Whether its connections tell of each message that is sent without waiting for it what the broker says of it. Where they do
     * not, messages are sent one by one.
     */
    boolean tellsOfEach();

    /** How often a page is sent. */
    WriteRetry retry();

    /** How people call it, such as {@code the message broker tcp://localhost:61616}. */
    String describe();
}
