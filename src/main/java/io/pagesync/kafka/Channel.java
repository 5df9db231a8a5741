package io.pagesync.kafka;

import io.pagesync.run.turn.StopSignal;

/** By what the pages of a run are sent. Thread-safe. */
interface Channel extends AutoCloseable {
    /**
     * Sends what is open of a page, as often as the settings say, and ends it; waits for that.
     *
     * @throws io.pagesync.kafka.client.TopicException if some of it was not taken
     */
    void send(PageRecords records, Sending sending, StopSignal stop);

    @Override
    void close();
}
