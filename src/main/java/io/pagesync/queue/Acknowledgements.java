package io.pagesync.queue;

import io.pagesync.run.turn.StopSignal;
import jakarta.jms.CompletionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * What a broker says of messages that are sent without waiting for each. Artemis commits a transaction of which it has refused
 * a message, without that, so all of them must be there before. Thread-safe.
 */
final class Acknowledgements implements CompletionListener {
    private final CountDownLatch awaited;
    private volatile @Nullable JMSException first;

    Acknowledgements(int messages) {
        awaited = new CountDownLatch(messages);
    }

    @Override
    public void onCompletion(Message message) {
        awaited.countDown();
    }

    @Override
    public void onException(Message message, Exception error) {
        if (error instanceof JMSException jms) {
            first = jms;
        } else {
            JMSException jms = new JMSException(String.valueOf(error.getMessage()));
            jms.initCause(error);
            first = jms;
        }
        awaited.countDown();
    }

    /**
     * Waits until the broker has got all of them.
     *
     * @throws JMSException if it has refused any
     */
    void await(StopSignal stop) throws JMSException {
        stop.whileWaiting(awaited::await);
        JMSException refused = first;
        if (refused != null) {
            throw refused;
        }
    }
}
