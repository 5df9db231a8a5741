package io.pagesync.camel.jms;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.context.ContextBean;
import io.pagesync.camel.context.ContextSettings;
import io.pagesync.jms.Broker;
import io.pagesync.jms.BrokerSettings;
import io.pagesync.queue.Brokers;
import io.pagesync.queue.SendRetry;
import jakarta.jms.ConnectionFactory;
import java.util.Set;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/**
 * The message broker of a context: the one ConnectionFactory that the host has in the registry, else the broker of the settings.
 * It has one connection, whose sessions serve all workers; that is opened by the first message, and again when it breaks.
 */
public final class ContextBrokers extends LifecycleStrategySupport implements Brokers {
    private final CamelContext context;
    private @Nullable JmsPoolConnectionFactory pool;

    private ContextBrokers(CamelContext context) {
        this.context = context;
    }

    /** The context's; one object a context. */
    public static ContextBrokers of(CamelContext context) {
        return ContextBean.of(context, ContextBrokers.class, () -> {
            ContextBrokers made = new ContextBrokers(context);
            context.addLifecycleStrategy(made);
            return made;
        });
    }

    /** Whether the host has a ConnectionFactory of its own. */
    boolean isOfHost() {
        return !context.getRegistry().findByType(ConnectionFactory.class).isEmpty();
    }

    @Override
    public synchronized ConnectionFactory connections() {
        JmsPoolConnectionFactory made = pool;
        if (made == null) {
            made = new JmsPoolConnectionFactory();
            made.setConnectionFactory(isOfHost() ? ofHost() : new Broker(settings()));
            pool = made;
        }
        return made;
    }

    private ConnectionFactory ofHost() {
        Set<ConnectionFactory> found = context.getRegistry().findByType(ConnectionFactory.class);
        if (found.size() > 1) {
            throw new InvalidSettingException("the registry has " + found.size()
                    + " ConnectionFactories, and kamelet:queue-sink needs the one; leave the others out, or use jms:");
        }
        return found.iterator().next();
    }

    /** Ours do; a host's do if they are Artemis' own, as far as can be seen, and were given a window. */
    @Override
    public boolean tellsOfEach() {
        if (!isOfHost()) {
            return true;
        }
        Object factory = ofHost();
        if (factory instanceof JmsPoolConnectionFactory pooled) {
            factory = pooled.getConnectionFactory();
        }
        return factory instanceof ActiveMQConnectionFactory artemis && artemis.getConfirmationWindowSize() > 0;
    }

    @Override
    public SendRetry retry() {
        return SendRetry.from(settings().attempts(), settings().backoff());
    }

    @Override
    public String describe() {
        return isOfHost() ? "the application's message broker" : settings().toString();
    }

    private BrokerSettings settings() {
        return ContextSettings.of(context).broker();
    }

    @Override
    public synchronized void onContextStopped(CamelContext stopped) {
        if (pool != null) {
            pool.stop();
            pool = null;
        }
    }
}
