package io.pagesync.queue;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Session;

/**
 * A queue or a topic.
 *
 * @param topic whether it is a topic, where each subscriber gets each message
 * @param name its name, as the broker has it
 */
record QueueName(boolean topic, String name) {
    /** As JMS knows it. */
    Destination in(Session session) throws JMSException {
        return topic ? session.createTopic(name) : session.createQueue(name);
    }

    @Override
    public String toString() {
        return (topic ? "topic " : "queue ") + name;
    }
}
