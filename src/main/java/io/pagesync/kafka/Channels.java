package io.pagesync.kafka;

import io.pagesync.run.turn.StopSignal;

/** By what the pages of a run are sent. Thread-safe. */
interface Channels extends AutoCloseable {
    /** Sends one page at a time. */
    interface Channel {
        /**
         * Sends what is open of a page, and ends it.
         *
         * @throws org.apache.kafka.common.KafkaException if some of it was not taken; the same channel may try again
         */
        void send(PageRecords records, Sending sending, StopSignal stop);
    }

    /** One that nobody else has; waits for it. */
    Channel take(StopSignal stop);

    /** It is free. */
    void giveBack(Channel channel);

    @Override
    void close();
}
