package io.pagesync.bench.queue;

import io.pagesync.destination.WriteRetry;
import io.pagesync.jms.Broker;
import io.pagesync.jms.BrokerSettings;
import io.pagesync.queue.Brokers;
import jakarta.jms.ConnectionFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.server.JournalType;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** An ActiveMQ Artemis in this process, by TCP, whose journal is synced as it is delivered. */
final class ArtemisBroker implements AutoCloseable, Brokers {
    private final ActiveMQServer server;
    private final BrokerSettings settings;
    private final JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();

    private ArtemisBroker(ActiveMQServer server, String url) {
        this.server = server;
        this.settings = new BrokerSettings(url, null, () -> null, WriteRetry.DEFAULT);
        pool.setConnectionFactory(plain());
    }

    static ArtemisBroker start(Path folder) throws Exception {
        String url;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = "tcp://127.0.0.1:" + socket.getLocalPort();
        }
        ActiveMQServer server = ActiveMQServers.newActiveMQServer(
                new ConfigurationImpl()
                        .setSecurityEnabled(false)
                        .setJMXManagementEnabled(false)
                        .setMaxDiskUsage(-1)
                        .setJournalType(JournalType.NIO)
                        .setJournalDirectory(folder.resolve("journal").toString())
                        .setBindingsDirectory(folder.resolve("bindings").toString())
                        .setLargeMessagesDirectory(folder.resolve("large").toString())
                        .setPagingDirectory(folder.resolve("paging").toString())
                        .addAcceptorConfiguration("tcp", url),
                null,
                null,
                true);
        server.start();
        return new ArtemisBroker(server, url);
    }

    /** Connections as Pagesync opens them, without its pool. */
    ConnectionFactory plain() {
        return new Broker(settings);
    }

    /** Empties a queue, and tells how many messages it had. */
    long drop(String queue) throws Exception {
        SimpleString name = SimpleString.of(queue);
        long messages = server.locateQueue(name).getMessageCount();
        server.destroyQueue(name, null, false);
        return messages;
    }

    @Override
    public ConnectionFactory connections() {
        return pool;
    }

    @Override
    public boolean tellsOfEach() {
        return true;
    }

    @Override
    public WriteRetry retry() {
        return settings.retry();
    }

    @Override
    public String describe() {
        return settings.toString();
    }

    @Override
    public void close() throws Exception {
        pool.stop();
        server.stop();
    }
}
