package io.pagesync.queue;

import io.pagesync.destination.Destination;
import io.pagesync.page.Page;
import io.pagesync.report.Verdict;
import io.pagesync.run.Delivery;
import io.pagesync.run.Run;
import io.pagesync.run.turn.StopSignal;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * A run's records as messages: a page is sent in one transaction, without waiting for each message in turn, and confirmed when the
 * broker has got each and committed all. A page that comes again is refused by a broker that remembers message ids; then it
 * is halved until the records that the broker lacks are found, and those that it cannot take. Thread-safe.
 */
final class QueueDestination implements Destination {
    /** By which Artemis, and brokers that follow it, know a message that comes again. */
    private static final String ID = "_AMQ_DUPL_ID";

    private final QueueName name;
    private final Brokers brokers;
    private final String sync;
    private final String run;
    private final LongAdder sent = new LongAdder();
    private final LongAdder known = new LongAdder();

    QueueDestination(QueueName name, Brokers brokers, Run run) {
        this.name = name;
        this.brokers = brokers;
        this.sync = run.collection().sync();
        this.run = run.id();
    }

    /** Looks whether the broker is there. */
    QueueDestination requireThere(StopSignal stop) {
        brokers.retry().call(what(), stop, () -> in(false, session -> {}));
        return this;
    }

    @Override
    public void write(Page page, Delivery delivery) {
        delivery.begin(this, page.getSize());
        List<Message> messages = messages(page, delivery);
        brokers.retry().call(what(), delivery.partition().stop(), () -> send(messages, delivery));
        delivery.confirm(this, page.getSize());
    }

    /**
     * A message to be.
     *
     * @param index the record's place in its page
     */
    private record Message(int index, String id, String text, int page, String scope) {}

    private List<Message> messages(Page page, Delivery delivery) {
        MessageId ids = new MessageId(run, delivery.partition().name(), page);
        String scope = delivery.partition().collection().scope().text();
        List<Message> messages = new ArrayList<>(page.getSize());
        for (int i = 0; i < page.getSize(); i++) {
            byte[] record = page.record(i).toBytes();
            messages.add(new Message(
                    i, ids.of(i, record), new String(record, StandardCharsets.UTF_8), page.getNumber(), scope));
        }
        return messages;
    }

    private void send(List<Message> messages, Delivery delivery) throws JMSException {
        if (brokers.tellsOfEach()) {
            sendAll(messages, delivery);
        } else {
            sendEach(messages, delivery);
        }
    }

    private void sendEach(List<Message> messages, Delivery delivery) throws JMSException {
        in(false, session -> {
            MessageProducer producer = session.createProducer(name.in(session));
            for (Message each : messages) {
                try {
                    producer.send(message(session, each));
                    sent.increment();
                } catch (JMSException e) {
                    JmsFailure failure = JmsFailure.of(e);
                    if (failure.kind() != JmsFailure.Kind.MESSAGE) {
                        throw e;
                    }
                    delivery.refuse(this, each.index(), failure.reason());
                }
            }
        });
    }

    private void sendAll(List<Message> messages, Delivery delivery) throws JMSException {
        if (messages.isEmpty()) {
            return;
        }
        try {
            in(true, session -> {
                MessageProducer producer = session.createProducer(name.in(session));
                Acknowledgements acknowledgements = new Acknowledgements(messages.size());
                for (Message each : messages) {
                    producer.send(message(session, each), acknowledgements);
                }
                acknowledgements.await(delivery.partition().stop());
                session.commit();
            });
            sent.add(messages.size());
        } catch (JMSException e) {
            JmsFailure failure = JmsFailure.of(e);
            if (failure.kind() != JmsFailure.Kind.KNOWN && failure.kind() != JmsFailure.Kind.MESSAGE) {
                throw e;
            }
            if (messages.size() > 1) {
                int half = messages.size() / 2;
                sendAll(messages.subList(0, half), delivery);
                sendAll(messages.subList(half, messages.size()), delivery);
            } else if (failure.kind() == JmsFailure.Kind.KNOWN) {
                known.increment();
            } else {
                delivery.refuse(this, messages.get(0).index(), failure.reason());
            }
        }
    }

    private TextMessage message(Session session, Message what) throws JMSException {
        TextMessage message = session.createTextMessage(what.text());
        message.setStringProperty(ID, what.id());
        message.setStringProperty("PagesyncSync", sync);
        message.setStringProperty("PagesyncRun", run);
        message.setIntProperty("PagesyncPage", what.page());
        if (!what.scope().isEmpty()) {
            message.setStringProperty("PagesyncScope", what.scope());
        }
        return message;
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

    private String what() {
        return name + " of " + brokers.describe();
    }

    @Override
    public String describe() {
        return name.toString();
    }

    @Override
    public String finish(Verdict verdict) {
        long before = known.sum();
        return name
                + " (%,d messages%s)".formatted(sent.sum(), before == 0 ? "" : ", %,d were there".formatted(before));
    }
}
