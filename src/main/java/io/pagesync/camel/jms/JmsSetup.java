package io.pagesync.camel.jms;

import io.pagesync.InvalidSettingException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/**
 * Sees to Camel's JMS component when a route uses one. Nothing of JMS is loaded before, and none of it need be on the
 * classpath.
 */
public final class JmsSetup extends LifecycleStrategySupport {
    private static final String CAMELS = "org.apache.camel.component.jms.";

    private final CamelContext context;
    private @Nullable JmsWiring wiring;

    private JmsSetup(CamelContext context) {
        this.context = context;
    }

    /** From now on, and for the components there are already. */
    public static void install(CamelContext context) {
        JmsSetup setup = new JmsSetup(context);
        context.addLifecycleStrategy(setup);
        for (String name : List.copyOf(context.getComponentNames())) {
            setup.onComponentAdd(name, context.getComponent(name, false, false));
        }
    }

    /** Whether it is of Camel's JMS component, asked without loading a class of it. */
    public static boolean isOfJms(Object part) {
        return part.getClass().getName().startsWith(CAMELS);
    }

    @Override
    public void onComponentAdd(String name, @Nullable Component component) {
        if (component != null && isOfJms(component)) {
            try {
                wiring().connect(component);
            } catch (NoClassDefFoundError e) {
                throw new InvalidSettingException(name + ": needs a ConnectionFactory in the registry, or the jars"
                        + " artemis-jakarta-client and pooled-jms on the classpath");
            }
        }
    }

    @Override
    public void onEndpointAdd(Endpoint endpoint) {
        if (isOfJms(endpoint)) {
            wiring().bind(endpoint);
        }
    }

    @Override
    public synchronized void onContextStopped(CamelContext stopped) {
        wiring = null;
    }

    private synchronized JmsWiring wiring() {
        JmsWiring made = wiring;
        if (made == null) {
            made = new JmsWiring(context);
            wiring = made;
        }
        return made;
    }
}
