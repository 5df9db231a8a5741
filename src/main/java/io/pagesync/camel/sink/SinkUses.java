package io.pagesync.camel.sink;

import io.pagesync.InvalidSettingException;
import io.pagesync.PagesyncException;
import io.pagesync.camel.context.ContextSettings;
import io.pagesync.camel.context.Databases;
import io.pagesync.camel.context.RawText;
import io.pagesync.camel.jms.ContextBrokers;
import io.pagesync.database.DataSources;
import io.pagesync.database.publish.Publishers;
import io.pagesync.destination.DestinationKind;
import io.pagesync.destination.DestinationKinds;
import io.pagesync.destination.DestinationUse;
import io.pagesync.kafka.client.KafkaSettings;
import io.pagesync.queue.Brokers;
import io.pagesync.settings.NearestName;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteTemplateDefinition;

/** The uses of our destinations' Kamelets in a context. */
public final class SinkUses {
    private SinkUses() {}

    /** What a context has to offer to the kinds. */
    private record ContextHost(CamelContext context) implements DestinationKind.Host {
        @Override
        public <T> T get(Class<T> type) {
            if (type == DataSources.class) {
                return type.cast(Databases.of(context));
            }
            if (type == Publishers.class) {
                return type.cast(ChangeOutlets.publishers(context));
            }
            if (type == Brokers.class) {
                try {
                    return type.cast(ContextBrokers.of(context));
                } catch (NoClassDefFoundError e) {
                    throw new InvalidSettingException("kamelet:queue-sink needs the jars artemis-jakarta-client and"
                            + " pooled-jms on the classpath");
                }
            }
            if (type == KafkaSettings.class) {
                return type.cast(ContextSettings.of(context).kafka());
            }
            T found = context.getRegistry().findSingleByType(type);
            if (found == null) {
                throw new PagesyncException("the application has no single " + type.getSimpleName());
            }
            return found;
        }
    }

    /** Whether an endpoint is a Kamelet of one of our destinations. */
    public static boolean isOne(KameletEndpoint endpoint) {
        return DestinationKinds.of(endpoint.getTemplateId()).isPresent();
    }

    /**
     * A use with all of its parameters.
     *
     * @throws InvalidSettingException if one of them cannot be
     */
    public static DestinationUse of(CamelContext context, String kamelet, Map<String, String> parameters) {
        DestinationKind kind = DestinationKinds.of(kamelet)
                .orElseThrow(() -> new InvalidSettingException("there is no destination of the Kamelet '" + kamelet
                        + "'" + NearestName.hint(kamelet, DestinationKinds.kamelets())));
        Map<String, String> plain = new TreeMap<>();
        parameters.forEach((name, value) -> plain.put(name, RawText.of(value.strip())));
        return kind.use(plain, new ContextHost(context));
    }

    /** The use that an endpoint of a route is. */
    public static DestinationUse of(CamelContext context, KameletEndpoint endpoint) {
        Map<String, String> parameters = new TreeMap<>();
        RouteTemplateDefinition template = context.getCamelContextExtension()
                .getContextPlugin(Model.class)
                .getRouteTemplateDefinition(endpoint.getTemplateId());
        if (template != null) {
            template.getTemplateParameters().forEach(each -> {
                if (each.getDefaultValue() != null) {
                    parameters.put(each.getName(), each.getDefaultValue());
                }
            });
        }
        endpoint.getKameletProperties().forEach((name, value) -> {
            // What is Camel's own is no parameter of ours.
            if (template == null
                    || template.getTemplateParameters().stream()
                            .anyMatch(each -> each.getName().equals(name))) {
                parameters.put(name, String.valueOf(value));
            }
        });
        return of(context, endpoint.getTemplateId(), parameters);
    }
}
