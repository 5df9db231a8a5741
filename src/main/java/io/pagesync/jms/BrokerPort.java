package io.pagesync.jms;

import io.pagesync.destination.ServerPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.remoting.ssl.SSLContextConfig;
import org.apache.activemq.artemis.spi.core.remoting.ssl.SSLContextFactoryProvider;
import org.apache.activemq.artemis.utils.ConfigurationHelper;
import org.jspecify.annotations.Nullable;

/**
 * A port that a broker's URL names. The client of Artemis waits half a minute for a topology where it meets TLS unasked, ten
 * seconds where it meets none, and keeps to itself why a handshake failed; so what is there is looked at beside it.
 */
final class BrokerPort {
    private static final int PATIENCE_MILLIS = 3_000;
    /** What the client itself begins with, and a ping, which a broker sends back to anybody. */
    private static final byte[] PING = ByteBuffer.allocate(28)
            .put("ARTEMIS".getBytes(StandardCharsets.US_ASCII))
            .putInt(17)
            .put((byte) 10)
            .putLong(0)
            .putLong(-1)
            .array();

    private final ServerPort port;
    private final Map<String, Object> parameters;

    /**
     * What keeps the client from getting through.
     *
     * @param what it is, as the rest of a sentence that begins with the broker
     * @param lasts whether to try again is no use
     */
    record Obstacle(String what, boolean lasts) {
        static Obstacle unreachable(String why) {
            return new Obstacle("cannot be reached (" + why + "); start it, or mend pagesync.jms.url", false);
        }

        private static Obstacle lasting(String what) {
            return new Obstacle(what, true);
        }
    }

    private BrokerPort(Map<String, Object> parameters) {
        this.parameters = parameters;
        this.port = new ServerPort(
                text(TransportConstants.HOST_PROP_NAME, TransportConstants.DEFAULT_HOST),
                ConfigurationHelper.getIntProperty(
                        TransportConstants.PORT_PROP_NAME, TransportConstants.DEFAULT_PORT, parameters));
    }

    /** Those that the client tries in turn; none where it goes another way than straight to them. */
    private static List<BrokerPort> of(ActiveMQConnectionFactory client) {
        List<Map<String, Object>> all = Arrays.stream(client.getStaticConnectors())
                .filter(each -> each.getFactoryClassName().equals(NettyConnectorFactory.class.getName()))
                .map(TransportConfiguration::getParams)
                .toList();
        return all.stream().anyMatch(BrokerPort::isIndirect)
                ? List.of()
                : all.stream().map(BrokerPort::new).toList();
    }

    private static boolean isIndirect(Map<String, Object> parameters) {
        return Stream.of(
                        TransportConstants.SOCKS_ENABLED_PROP_NAME,
                        TransportConstants.HTTP_ENABLED_PROP_NAME,
                        TransportConstants.HTTP_UPGRADE_ENABLED_PROP_NAME)
                .anyMatch(each -> ConfigurationHelper.getBooleanProperty(each, false, parameters));
    }

    /** What keeps the client from each port, seen before it tries; null if it is worth a try. */
    static Optional<Obstacle> before(ActiveMQConnectionFactory client) {
        return onlyIfAll(of(client).stream().map(BrokerPort::before).toList());
    }

    /** What has kept the client from each port, as far as that can be seen. */
    static Optional<Obstacle> after(ActiveMQConnectionFactory client) {
        return onlyIfAll(of(client).stream().map(BrokerPort::after).toList());
    }

    private static Optional<Obstacle> onlyIfAll(List<Optional<Obstacle>> found) {
        return found.stream().allMatch(Optional::isPresent)
                ? found.stream()
                        .flatMap(Optional::stream)
                        .sorted((one, other) -> Boolean.compare(one.lasts(), other.lasts()))
                        .findFirst()
                : Optional.empty();
    }

    private boolean isTls() {
        return ConfigurationHelper.getBooleanProperty(
                TransportConstants.SSL_ENABLED_PROP_NAME, TransportConstants.DEFAULT_SSL_ENABLED, parameters);
    }

    private Optional<Obstacle> before() {
        if (isTls()) {
            // A handshake that somebody breaks off is in the broker's log.
            return Optional.empty();
        }
        try {
            byte[] answer = port.answer(PING, 1);
            if (ServerPort.isTls(answer) || (answer.length == 0 && port.speaksTls())) {
                return Optional.of(Obstacle.lasting("speaks TLS; put sslEnabled=true, and where its certificates are"
                        + " (trustStoreType=PEM;trustStorePath=FILE), behind a question mark in pagesync.jms.url"));
            }
            return answer.length == 1 && answer[0] == 'H'
                    ? Optional.of(Obstacle.lasting("is a server of HTTP; mend pagesync.jms.url"))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(Obstacle.unreachable(ServerPort.reason(e)));
        }
    }

    private Optional<Obstacle> after() {
        if (!isTls()) {
            return Optional.empty();
        }
        try {
            if (!port.speaksTls()) {
                return Optional.of(Obstacle.lasting("speaks no TLS; leave sslEnabled out of pagesync.jms.url"));
            }
            SSLContext context;
            try {
                context = SSLContextFactoryProvider.getSSLContextFactory().getSSLContext(stores(), parameters);
            } catch (Exception e) {
                // Artemis declares no narrower one.
                return Optional.of(Obstacle.lasting(
                        "cannot be reached by TLS (" + deepest(e) + "); mend the stores that pagesync.jms.url names"));
            }
            shakeHands(context);
            return Optional.empty();
        } catch (IOException e) {
            Optional<String> tls = ServerPort.tlsReason(e);
            return Optional.of(
                    tls.isPresent()
                            ? Obstacle.lasting("cannot be trusted (" + tls.get() + "); certificates of your own are"
                                    + " named in pagesync.jms.url (trustStoreType=PEM;trustStorePath=FILE)")
                            : Obstacle.unreachable(ServerPort.reason(e)));
        }
    }

    private void shakeHands(SSLContext context) throws IOException {
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(port.host(), port.port()), PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            try (SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, port.host(), port.port(), true)) {
                if (ConfigurationHelper.getBooleanProperty(
                        TransportConstants.VERIFY_HOST_PROP_NAME, true, parameters)) {
                    SSLParameters names = socket.getSSLParameters();
                    names.setEndpointIdentificationAlgorithm("HTTPS");
                    socket.setSSLParameters(names);
                }
                socket.startHandshake();
            }
        }
    }

    private SSLContextConfig stores() {
        return SSLContextConfig.builder()
                .keystorePath(store(TransportConstants.KEYSTORE_PATH_PROP_NAME, "keyStore"))
                .keystoreType(store(TransportConstants.KEYSTORE_TYPE_PROP_NAME, "keyStoreType"))
                .keystorePassword(store(TransportConstants.KEYSTORE_PASSWORD_PROP_NAME, "keyStorePassword"))
                .truststorePath(store(TransportConstants.TRUSTSTORE_PATH_PROP_NAME, "trustStore"))
                .truststoreType(store(TransportConstants.TRUSTSTORE_TYPE_PROP_NAME, "trustStoreType"))
                .truststorePassword(store(TransportConstants.TRUSTSTORE_PASSWORD_PROP_NAME, "trustStorePassword"))
                .trustAll(ConfigurationHelper.getBooleanProperty(
                        TransportConstants.TRUST_ALL_PROP_NAME, false, parameters))
                .build();
    }

    /** From the URL, or from the JVM's properties, as the client does. */
    private @Nullable String store(String parameter, String property) {
        String given = System.getProperty(
                "org.apache.activemq.ssl." + property,
                Objects.requireNonNullElse(System.getProperty("javax.net.ssl." + property), ""));
        String set = text(parameter, given);
        return set.isEmpty() ? null : set;
    }

    private String text(String parameter, String otherwise) {
        return ConfigurationHelper.getStringProperty(parameter, otherwise, parameters);
    }

    private static String deepest(Throwable error) {
        Throwable last = error;
        for (Throwable each = error; each != null; each = each.getCause()) {
            last = each.getMessage() == null ? last : each;
        }
        return last instanceof java.nio.file.NoSuchFileException || last instanceof java.io.FileNotFoundException
                ? "there is no file " + String.valueOf(last.getMessage()).replaceFirst(" \\(No such file.*", "")
                : String.valueOf(last.getMessage());
    }
}
