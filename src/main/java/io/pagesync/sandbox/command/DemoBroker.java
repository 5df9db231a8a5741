package io.pagesync.sandbox.command;

import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.utils.FileUtil;

/**
 * A running message broker with one queue, in this process and for this process only: it opens no port. Messages are
 * gone when it is closed; those that memory cannot hold wait in a folder.
 */
final class DemoBroker implements AutoCloseable {
    private static final int NUMBERS = 1_000_000;
    /** Bytes, by the broker's own estimate; half of the heap, its default, was too much for one of 256 MB. */
    private static final long IN_MEMORY = 32L * 1024 * 1024;

    /** Nobody reads it, but a broker without one warns. */
    private static final SimpleString REST = SimpleString.of("rest");

    private final ActiveMQServer server;
    private final String queue;
    private final String url;
    private final Path folder;

    private DemoBroker(ActiveMQServer server, String queue, String url, Path folder) {
        this.server = server;
        this.queue = queue;
        this.url = url;
        this.folder = folder;
    }

    /**
     * Starts a broker.
     *
     * @param queue the queue's name
     * @param folder where messages wait that memory cannot hold; made when there are any, deleted with them
     * @throws IllegalStateException if it cannot start
     */
    static DemoBroker start(String queue, Path folder) {
        // Others in the same process have other numbers.
        String url = "vm://" + ThreadLocalRandom.current().nextInt(NUMBERS);
        try {
            Configuration configuration = new ConfigurationImpl()
                    .setPersistenceEnabled(false)
                    .setSecurityEnabled(false)
                    .setJMXManagementEnabled(false)
                    .setCriticalAnalyzer(false)
                    // A machine's disk that is nearly full would otherwise hold the messages up.
                    .setMaxDiskUsage(-1)
                    .setGlobalMaxSize(IN_MEMORY)
                    .setPagingDirectory(folder.toString())
                    .addAcceptorConfiguration("vm", url)
                    .addAddressSetting(
                            "#",
                            new AddressSettings().setDeadLetterAddress(REST).setExpiryAddress(REST))
                    .addQueueConfiguration(QueueConfiguration.of(queue).setRoutingType(RoutingType.ANYCAST));
            ActiveMQServer server = ActiveMQServers.newActiveMQServer(configuration, false);
            server.start();
            return new DemoBroker(server, queue, url, folder);
        } catch (Exception e) {
            throw new IllegalStateException("the demo's broker does not start: " + e.getMessage(), e);
        }
    }

    /** Where clients in this process reach it. */
    String url() {
        return url;
    }

    /** How many messages are in the queue. */
    long messages() {
        Queue found = server.locateQueue(queue);
        return found == null ? 0 : found.getMessageCount();
    }

    @Override
    public void close() {
        try {
            server.stop();
            FileUtil.deleteDirectory(folder.toFile());
        } catch (Exception e) {
            throw new IllegalStateException("the demo's broker does not stop: " + e.getMessage(), e);
        }
    }
}
