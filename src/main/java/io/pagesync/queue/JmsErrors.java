package io.pagesync.queue;

import io.pagesync.destination.WriteRetry;
import jakarta.jms.JMSException;

/**
 * What the errors of a broker mean to who sends a page.
 *
 * @param what the queue and its broker, for the error's sentence
 */
record JmsErrors(String what) implements WriteRetry.Errors {
    @Override
    public boolean mayPass(Exception error) {
        return error instanceof JMSException jms && JmsFailure.of(jms).kind() == JmsFailure.Kind.PASSING;
    }

    @Override
    public RuntimeException thrown(Exception error, String tried) {
        return error instanceof JMSException jms ? JmsFailure.of(jms).error(what, tried) : (RuntimeException) error;
    }
}
