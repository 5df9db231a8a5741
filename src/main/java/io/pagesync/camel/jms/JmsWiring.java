package io.pagesync.camel.jms;

import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsEndpoint;

/**
 * Gives a JMS component connections to the broker of the settings, unless the host has a ConnectionFactory of its own,
 * and its endpoints the form of our messages. One object a context.
 */
final class JmsWiring {
    private final ContextBrokers brokers;

    JmsWiring(CamelContext context) {
        this.brokers = ContextBrokers.of(context);
    }

    void connect(Component component) {
        JmsComponent jms = (JmsComponent) component;
        if (jms.getConfiguration().getConnectionFactory() == null && !brokers.isOfHost()) {
            jms.setConnectionFactory(brokers.connections());
        }
    }

    void bind(Endpoint endpoint) {
        JmsEndpoint jms = (JmsEndpoint) endpoint;
        jms.setBinding(new PageMessages(jms));
    }
}
