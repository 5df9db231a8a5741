package io.pagesync.queue;

import io.pagesync.destination.MessageId;
import io.pagesync.page.Page;
import io.pagesync.run.Delivery;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;

/** The records of a page as messages, each made when it is sent. Not thread-safe. */
final class RecordMessages {
    /** By which Artemis, and brokers that follow it, know a message that comes again. */
    private static final String ID = "_AMQ_DUPL_ID";

    private final Page page;
    private final String sync;
    private final String run;
    private final String scope;
    private final MessageId ids;

    RecordMessages(Page page, Delivery delivery) {
        this.page = page;
        this.sync = delivery.run().collection().sync();
        this.run = delivery.run().id();
        this.scope = delivery.partition().collection().scope().text();
        this.ids = new MessageId(run, delivery.partition().name(), page);
    }

    /** That of the record at {@code index}, counted from 0. */
    TextMessage in(Session session, int index) throws JMSException {
        byte[] record = page.record(index).toBytes();
        TextMessage message = session.createTextMessage(new String(record, StandardCharsets.UTF_8));
        message.setStringProperty(ID, ids.of(index, record));
        message.setStringProperty("PagesyncSync", sync);
        message.setStringProperty("PagesyncRun", run);
        message.setIntProperty("PagesyncPage", page.getNumber());
        if (!scope.isEmpty()) {
            message.setStringProperty("PagesyncScope", scope);
        }
        return message;
    }
}
