package io.pagesync.camel.check;

import io.pagesync.destination.FolderCheck;
import io.pagesync.PagesyncException;
import io.pagesync.camel.jms.JmsSetup;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.jms.JmsConfiguration;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Asks what is behind an endpoint of Camel, as far as that leaves nothing behind: no message, queue or topic. JMS and Kafka
 * are classes of their own, since their components need not be on the classpath.
 */
public final class EndpointProbe {
    private static final int MILLISECONDS = 5_000;
    private static final String KAFKA = "org.apache.camel.component.kafka.KafkaEndpoint";

    private EndpointProbe() {}

    /**
     * Asks it.
     *
     * @return what is there, in one clause; null if this kind of endpoint cannot be asked
     * @throws PagesyncException if it could take nothing, with the cure
     */
    static @Nullable String ask(Endpoint endpoint) {
        if (endpoint instanceof FileEndpoint file) {
            Path folder = file.getFile().toPath();
            FolderCheck.requireWritable(folder, "folder", folder.toString());
            return "can be written";
        }
        if (JmsSetup.isOfJms(endpoint)) {
            return Jms.ask((JmsEndpoint) endpoint);
        }
        return endpoint.getClass().getName().equals(KAFKA) ? Kafka.ask((KafkaEndpoint) endpoint) : null;
    }

    private static final class Jms {
        static String ask(JmsEndpoint endpoint) {
            JmsConfiguration settings = endpoint.getConfiguration();
            ConnectionFactory factory = settings.getOrCreateConnectionFactory();
            try (Connection connection = settings.getUsername() == null
                    ? factory.createConnection()
                    : factory.createConnection(settings.getUsername(), settings.getPassword())) {
                return "the message broker answers (" + connection.getMetaData().getJMSProviderName() + " "
                        + connection.getMetaData().getProviderVersion() + ")";
            } catch (JMSException e) {
                PagesyncException ours = ObjectHelper.getException(PagesyncException.class, e);
                throw ours == null
                        ? new PagesyncException("no connection to the message broker: " + e.getMessage(), e)
                        : ours;
            }
        }
    }

    private static final class Kafka {
        static String ask(KafkaEndpoint endpoint) {
            String brokers = endpoint.getConfiguration().getBrokers();
            String why = "none is named";
            for (String broker :
                    brokers == null ? new String[0] : brokers.trim().split("\\s*,\\s*")) {
                int colon = broker.lastIndexOf(':');
                try (Socket socket = new Socket()) {
                    socket.connect(
                            new InetSocketAddress(
                                    broker.substring(0, Math.max(0, colon)),
                                    Integer.parseInt(broker.substring(colon + 1))),
                            MILLISECONDS);
                    return "a broker listens at " + broker;
                } catch (IOException | IllegalArgumentException e) {
                    why = e.getMessage();
                }
            }
            throw new PagesyncException(
                    "no broker listens at " + brokers + " (" + why + "); start one, or mend the parameter brokers");
        }
    }
}
