package io.pagesync.queue;

import io.pagesync.destination.Destination;
import io.pagesync.destination.SentCount;
import io.pagesync.destination.WriteRetry;
import io.pagesync.page.Page;
import io.pagesync.report.Verdict;
import io.pagesync.run.Delivery;
import io.pagesync.run.turn.StopSignal;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.BitSet;

/**
 * A run's records as messages: a page is sent in one transaction, without waiting for each message in turn, and confirmed
 * when the broker has got each and committed all. A page that comes again is refused by a broker that remembers message ids;
 * then it is halved until the records that the broker lacks are found, and those that it cannot take. Thread-safe.
 */
final class QueueDestination implements Destination {
    private final QueueName name;
    private final Brokers brokers;
    private final boolean tellsOfEach;
    private final WriteRetry retry;
    private final WriteRetry.Errors errors;
    private final SentCount count = new SentCount();

    QueueDestination(QueueName name, Brokers brokers) {
        this.name = name;
        this.brokers = brokers;
        this.tellsOfEach = brokers.tellsOfEach();
        this.retry = brokers.retry();
        this.errors = new JmsErrors(name + " of " + brokers.describe());
    }

    /** Looks whether the broker is there, and lets the user send; of a queue that is full, the first page waits. */
    QueueDestination requireThere(StopSignal stop) {
        attempt(stop, () -> {
            try (Connection connection = brokers.connections().createConnection()) {
                var unused = isOpen(connection);
            }
        });
        return this;
    }

    /** Where the client does not tell of each message, the first page shows it. */
    private boolean isOpen(Connection connection) throws JMSException {
        return !tellsOfEach || TrialMessage.isTaken(connection, name);
    }

    /** Says who answers, if one may send there. */
    String check() {
        try (Connection connection = brokers.connections().createConnection()) {
            if (!isOpen(connection)) {
                throw new QueueException(
                        name + " of " + brokers.describe()
                                + " takes nothing for the time being, as it seems to be full; have its messages taken, or"
                                + " raise its limit",
                        null);
            }
            return "the message broker answers ("
                    + connection.getMetaData().getJMSProviderName() + " "
                    + connection.getMetaData().getProviderVersion() + ")";
        } catch (JMSException e) {
            throw errors.thrown(e, "");
        }
    }

    @Override
    public void write(Page page, Delivery delivery) {
        delivery.begin(this, page.getSize());
        RecordMessages messages = new RecordMessages(page, delivery);
        BitSet lacking = delivery.lacking(this);
        attempt(delivery.partition().stop(), () -> {
            if (lacking != null) {
                for (int i = lacking.nextSetBit(0); i >= 0; i = lacking.nextSetBit(i + 1)) {
                    send(messages, i, i + 1, delivery);
                }
            } else {
                send(messages, 0, page.getSize(), delivery);
            }
        });
        delivery.confirm(this, page.getSize());
    }

    private void send(RecordMessages messages, int from, int to, Delivery delivery) throws JMSException {
        if (tellsOfEach) {
            sendAll(messages, from, to, delivery);
        } else {
            sendEach(messages, from, to, delivery);
        }
    }

    /** What is tried. */
    @FunctionalInterface
    private interface Task {
        void run() throws JMSException;
    }

    private void attempt(StopSignal stop, Task task) {
        var unused = retry.call(errors, stop, () -> {
            task.run();
            return true;
        });
    }

    private void sendEach(RecordMessages messages, int from, int to, Delivery delivery) throws JMSException {
        in(false, session -> {
            MessageProducer producer = session.createProducer(name.in(session));
            for (int i = from; i < to; i++) {
                try {
                    producer.send(messages.in(session, i));
                    count.sent(1);
                } catch (JMSException e) {
                    JmsFailure failure = JmsFailure.of(e);
                    if (failure.kind() != JmsFailure.Kind.MESSAGE) {
                        throw e;
                    }
                    delivery.refuse(this, i, failure.reason());
                }
            }
        });
    }

    private void sendAll(RecordMessages messages, int from, int to, Delivery delivery) throws JMSException {
        if (from == to) {
            return;
        }
        try {
            in(true, session -> {
                MessageProducer producer = session.createProducer(name.in(session));
                Acknowledgements acknowledgements = new Acknowledgements(to - from);
                for (int i = from; i < to; i++) {
                    producer.send(messages.in(session, i), acknowledgements);
                }
                acknowledgements.await(delivery.partition().stop());
                session.commit();
            });
            count.sent(to - from);
        } catch (JMSException e) {
            JmsFailure failure = JmsFailure.of(e);
            if (failure.kind() != JmsFailure.Kind.KNOWN && failure.kind() != JmsFailure.Kind.MESSAGE) {
                throw e;
            }
            if (to - from > 1) {
                int middle = (from + to) / 2;
                sendAll(messages, from, middle, delivery);
                sendAll(messages, middle, to, delivery);
            } else if (failure.kind() == JmsFailure.Kind.KNOWN) {
                count.known(1);
            } else {
                delivery.refuse(this, from, failure.reason());
            }
        }
    }

    /** What is done in a session. */
    @FunctionalInterface
    private interface Work {
        void in(Session session) throws JMSException;
    }

    private void in(boolean transaction, Work work) throws JMSException {
        try (Connection connection = brokers.connections().createConnection();
                Session session = connection.createSession(
                        transaction, transaction ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE)) {
            work.in(session);
        }
    }

    @Override
    public void tookElsewhere(int records, int refused) {
        count.elsewhere(records - refused);
    }

    @Override
    public String describe() {
        return name.toString();
    }

    @Override
    public String finish(Verdict verdict) {
        return name + " (" + count.text("messages") + ")";
    }
}
