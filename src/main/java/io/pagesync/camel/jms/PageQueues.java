package io.pagesync.camel.jms;

import io.pagesync.InvalidSettingException;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsComponent;

/** The queues by which processes of a cluster ask each other for pages, one an API, as a JMS component of their own. */
public final class PageQueues {
    /** The header by which a process knows whether it could deliver a page: what tells its sync from others. */
    public static final String WORK = "PagesyncWork";

    private static final String NAME = "pagesync-pages";

    private PageQueues() {}

    /**
     * From now on they are endpoints {@code pagesync-pages:queue:...}.
     *
     * @throws InvalidSettingException if the jars of JMS are not on the classpath
     */
    public static synchronized void install(CamelContext context) {
        if (context.hasComponent(NAME) != null) {
            return;
        }
        try {
            JmsComponent component = new JmsComponent();
            component.setConnectionFactory(ContextBrokers.of(context).oneByOne());
            context.addComponent(NAME, component);
        } catch (NoClassDefFoundError e) {
            throw new InvalidSettingException(
                    "pagesync.cluster.enabled needs the jars camel-jms, artemis-jakarta-client and"
                            + " pooled-jms on the classpath");
        }
    }
}
