package io.pagesync.queue;

import io.pagesync.run.turn.StopSignal;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A message that is sent and taken back, since nothing else tells whether a user may send to a queue. */
final class TrialMessage {
    private static final long PATIENCE_SECONDS = 10;

    private TrialMessage() {}

    /**
     * Sends one.
     *
     * @return false if it was not taken within ten seconds, as by an address that is full and blocks who sends to it
     * @throws JMSException if it was refused
     */
    static boolean isTaken(Connection connection, QueueName name) throws JMSException {
        FutureTask<Boolean> sent = new FutureTask<>(() -> send(connection, name));
        Thread sender = new Thread(sent, "pagesync-trial-message");
        sender.setDaemon(true);
        sender.start();
        try {
            return sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof JMSException jms) {
                throw jms;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            sent.cancel(true);
        }
    }

    /** Awaits the answer to the message itself, because that to a transaction would come with its commit. */
    private static boolean send(Connection connection, QueueName name) throws JMSException {
        try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            Acknowledgements acknowledgements = new Acknowledgements(1);
            session.createProducer(name.in(session)).send(session.createTextMessage(), acknowledgements);
            acknowledgements.await(new StopSignal());
            session.rollback();
            return true;
        }
    }
}
