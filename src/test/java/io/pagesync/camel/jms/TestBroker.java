package io.pagesync.camel.jms;

import io.pagesync.settings.Value;
import io.pagesync.testing.TestKeys;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/** A real message broker on a port of its own, in memory as a rule, which can go away and come back. */
public final class TestBroker implements AutoCloseable {
    public static final String USER = "pagesync";
    /** May take messages, and send none. */
    public static final String READER = "reader";

    public static final String PASSWORD = "p4ss-of-the-broker";

    private final ActiveMQServer server;
    private final String url;
    private ActiveMQServerMessagePlugin refusing = new ActiveMQServerMessagePlugin() {};

    private TestBroker(ActiveMQServer server, String url) {
        this.server = server;
        this.url = url;
    }

    /** In memory: what it has is gone when it goes away. */
    public static TestBroker start() throws Exception {
        return start(new ConfigurationImpl().setPersistenceEnabled(false));
    }

    /** With a journal in a folder. */
    public static TestBroker start(Path folder) throws Exception {
        return start(new ConfigurationImpl()
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setPagingDirectory(folder.resolve("paging").toString()));
    }

    /** One that is reached by TLS alone. */
    public static TestBroker startSecure(TestKeys keys) throws Exception {
        return start(
                new ConfigurationImpl().setPersistenceEnabled(false),
                "?sslEnabled=true;keyStorePath=" + keys.file() + ";keyStorePassword=" + TestKeys.PASSWORD);
    }

    /** In memory, with addresses of this kind. */
    public static TestBroker start(AddressSettings settings) throws Exception {
        TestBroker started = start();
        started.server.getAddressSettingsRepository().addMatch("#", settings);
        return started;
    }

    /** Sends to a queue until it takes no more. */
    public void fill(String queue) throws Exception {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
                Connection connection = factory.createConnection(USER, PASSWORD);
                Session session = connection.createSession()) {
            var producer = session.createProducer(session.createQueue(queue));
            String text = "x".repeat(10_000);
            while (!server.getPagingManager()
                    .getPageStore(SimpleString.of(queue))
                    .isFull()) {
                producer.send(session.createTextMessage(text));
            }
        }
    }

    private static TestBroker start(Configuration configuration) throws Exception {
        return start(configuration, "");
    }

    private static TestBroker start(Configuration configuration, String tls) throws Exception {
        String url = "tcp://127.0.0.1:" + freePort();
        SecurityConfiguration users = new SecurityConfiguration(
                Map.of(USER, PASSWORD, READER, PASSWORD), Map.of(USER, List.of("anything"), READER, List.of("read")));
        Role anything = new Role("anything", true, true, true, true, true, true, true, true, true, true, true, true);
        Role read = new Role("read", false, true, false, false, false, false, false, true, false, false, false, false);
        ActiveMQServer server = ActiveMQServers.newActiveMQServer(
                configuration
                        .setJMXManagementEnabled(false)
                        .setMaxDiskUsage(-1)
                        .addAcceptorConfiguration("tcp", url + tls)
                        .putSecurityRoles("#", Set.of(anything, read))
                        .addAddressSetting("#", new AddressSettings().setAutoDeleteQueues(false)),
                null,
                new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users),
                configuration.isPersistenceEnabled());
        server.start();
        return new TestBroker(server, url);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The settings that lead to it, as {@code config/} and the environment would have them. */
    public io.pagesync.config.Configuration settings(String password) {
        return settings(USER, password);
    }

    /** The same for another user, with parameters behind the URL. */
    public io.pagesync.config.Configuration settings(String user, String password, String... urlParameters) {
        return io.pagesync.config.Configuration.of(Map.of(
                "pagesync.jms.url", Value.of(url + String.join("&", urlParameters), "application.properties"),
                "pagesync.jms.user", Value.of(user, "application.properties"),
                "pagesync.jms.backoff", Value.of("50ms", "application.properties"),
                "pagesync.jms.password", Value.ofVariable(password, "PAGESYNC_JMS_PASSWORD")));
    }

    public String url() {
        return url;
    }

    public void goAway() throws Exception {
        server.stop();
    }

    public void comeBack() throws Exception {
        server.start();
    }

    /** Takes again what it was to refuse. */
    public void refuseNothing() {
        server.unRegisterBrokerPlugin(refusing);
    }

    /** Refuses a message whose text begins so from now on, as brokers do that have a limit. */
    public void refuse(String start, String why) {
        refusing = new ActiveMQServerMessagePlugin() {
            @Override
            public void beforeSend(
                    ServerSession session,
                    Transaction transaction,
                    org.apache.activemq.artemis.api.core.Message message,
                    boolean direct,
                    boolean noAutoCreateQueue)
                    throws ActiveMQException {
                String text = String.valueOf(message.getStringBody());
                if (text.startsWith(start)) {
                    throw new ActiveMQException(why, ActiveMQExceptionType.GENERIC_EXCEPTION);
                }
            }
        };
        server.registerBrokerPlugin(refusing);
    }

    /** Whether something has made this queue. */
    public boolean has(String queue) {
        return server.getAddressInfo(SimpleString.of(queue)) != null;
    }

    /** How many messages the queue has, those included that somebody has taken and not acknowledged. */
    public long count(String queue) {
        return server.locateQueue(queue).getMessageCount();
    }

    /** Takes so many messages off the queue, and fails if there are fewer or more. */
    public List<Message> take(String queue, int number) throws JMSException {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
                Connection connection = factory.createConnection(USER, PASSWORD);
                Session session = connection.createSession();
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            connection.start();
            List<Message> taken = new ArrayList<>();
            while (taken.size() < number) {
                Message message = consumer.receive(5000);
                if (message == null) {
                    throw new AssertionError("of " + number + " messages there are only " + taken.size());
                }
                taken.add(message);
            }
            if (consumer.receiveNoWait() != null) {
                throw new AssertionError("there are more than " + number + " messages");
            }
            return taken;
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
