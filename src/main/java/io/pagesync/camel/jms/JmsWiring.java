package io.pagesync.camel.jms;

import io.pagesync.camel.context.ContextSettings;
import io.pagesync.jms.Broker;
import jakarta.jms.ConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsEndpoint;
import org.jspecify.annotations.Nullable;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/**
 * Gives a JMS component connections to the broker of the settings, unless the host has a ConnectionFactory of its own,
 * and its endpoints the form of our messages. One object a context.
 */
final class JmsWiring implements AutoCloseable {
    private final CamelContext context;
    private @Nullable JmsPoolConnectionFactory pool;

    JmsWiring(CamelContext context) {
        this.context = context;
    }

    void connect(Component component) {
        JmsComponent jms = (JmsComponent) component;
        boolean ofHost = jms.getConfiguration().getConnectionFactory() != null
                || !context.getRegistry().findByType(ConnectionFactory.class).isEmpty();
        if (!ofHost) {
            jms.setConnectionFactory(pool());
        }
    }

    void bind(Endpoint endpoint) {
        JmsEndpoint jms = (JmsEndpoint) endpoint;
        jms.setBinding(new PageMessages(jms));
    }

    @Override
    public synchronized void close() {
        if (pool != null) {
            pool.stop();
        }
    }

    /** One connection, whose sessions serve all workers; it is opened by the first message and again when it breaks. */
    private synchronized JmsPoolConnectionFactory pool() {
        JmsPoolConnectionFactory made = pool;
        if (made == null) {
            made = new JmsPoolConnectionFactory();
            made.setConnectionFactory(new Broker(ContextSettings.of(context).broker()));
            pool = made;
        }
        return made;
    }
}
