package io.pagesync.camel.jms;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.context.ContextBean;
import io.pagesync.camel.context.ContextSettings;
import io.pagesync.destination.WriteRetry;
import io.pagesync.jms.Broker;
import io.pagesync.jms.BrokerSettings;
import io.pagesync.queue.Brokers;
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
    private @Nullable Chosen chosen;
    private @Nullable JmsPoolConnectionFactory oneByOne;

    /** What was found when somebody asked first. */
    private record Chosen(JmsPoolConnectionFactory pool, boolean tellsOfEach, String name) {}

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
    public boolean isOfHost() {
        return !ofHost().isEmpty();
    }

    private Set<ConnectionFactory> ofHost() {
        return context.getRegistry().findByType(ConnectionFactory.class);
    }

    private synchronized Chosen chosen() {
        Chosen made = chosen;
        if (made == null) {
            made = choose(ofHost());
            chosen = made;
        }
        return made;
    }

    private Chosen choose(Set<ConnectionFactory> ofHost) {
        if (ofHost.size() > 1) {
            throw new InvalidSettingException("the registry has " + ofHost.size()
                    + " ConnectionFactories, and kamelet:queue-sink needs the one; leave the others out, or use jms:");
        }
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        if (ofHost.isEmpty()) {
            pool.setConnectionFactory(new Broker(settings()));
            return new Chosen(pool, true, settings().toString());
        }
        ConnectionFactory its = ofHost.iterator().next();
        pool.setConnectionFactory(its);
        return new Chosen(pool, tellsOfEach(its), "the application's message broker");
    }

    /** Ours do; a host's do if they are Artemis' own, as far as can be seen, and were given a window. */
    private static boolean tellsOfEach(ConnectionFactory ofHost) {
        Object factory = ofHost instanceof JmsPoolConnectionFactory pooled ? pooled.getConnectionFactory() : ofHost;
        return factory instanceof ActiveMQConnectionFactory artemis && artemis.getConfirmationWindowSize() > 0;
    }

    private BrokerSettings settings() {
        return ContextSettings.of(context).broker();
    }

    @Override
    public ConnectionFactory connections() {
        return chosen().pool();
    }

    @Override
    public boolean tellsOfEach() {
        return chosen().tellsOfEach();
    }

    @Override
    public WriteRetry retry() {
        return settings().retry();
    }

    @Override
    public String describe() {
        return chosen().name();
    }

    /** Connections to the same broker for those who take pages, each message when it is asked for. */
    synchronized ConnectionFactory oneByOne() {
        if (isOfHost()) {
            return connections();
        }
        JmsPoolConnectionFactory made = oneByOne;
        if (made == null) {
            made = new JmsPoolConnectionFactory();
            made.setConnectionFactory(Broker.oneByOne(settings()));
            oneByOne = made;
        }
        return made;
    }

    @Override
    public synchronized void onContextStopped(CamelContext stopped) {
        if (oneByOne != null) {
            oneByOne.stop();
            oneByOne = null;
        }
        if (chosen != null) {
            chosen.pool().stop();
            chosen = null;
        }
    }
}
