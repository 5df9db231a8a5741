package io.pagesync.kafka.client;

import io.pagesync.destination.ServerPort;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * The brokers that the settings name. Kafka's client says of most of what is wrong with them that it was tired of waiting, and takes
 * the first bytes of TLS for an answer of 350 MB; so what is there is looked at beside it.
 */
final class KafkaPorts {
    private static final String PROTOCOL = "pagesync.kafka.client." + CommonClientConfigs.SECURITY_PROTOCOL_CONFIG;
    private static final int ANSWER = 10;
    private static final int ERROR_AT = 8;

    private final KafkaSettings settings;
    private final String protocol;
    private final List<ServerPort> ports = new ArrayList<>();

    KafkaPorts(KafkaSettings settings) {
        this.settings = settings;
        this.protocol = settings.client()
                .getOrDefault(
                        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL)
                .toUpperCase(Locale.ROOT);
        for (String server : settings.bootstrapServers().split(",", -1)) {
            String each = server.strip();
            int colon = each.lastIndexOf(':');
            ports.add(new ServerPort(each.substring(0, colon), Integer.parseInt(each.substring(colon + 1))));
        }
    }

    /**
     * Looks at the first broker that listens, before the client does; one that is spoken to by TLS is not disturbed.
     *
     * @throws DisconnectException if none listens
     * @throws TopicException if it does not speak as the settings say
     */
    void require() {
        IOException first = null;
        for (ServerPort port : ports) {
            try {
                require(port);
                return;
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        throw new DisconnectException(ServerPort.reason(first == null ? new IOException() : first));
    }

    private void require(ServerPort port) throws IOException {
        if (protocol.contains("SSL")) {
            port.requireListening();
            return;
        }
        byte[] answer = port.answer(handshake(), ANSWER);
        if (ServerPort.isTls(answer) || (answer.length == 0 && port.speaksTls())) {
            throw other(port + " speaks TLS");
        }
        if (protocol.equals("PLAINTEXT") && answer.length == ANSWER && asksForUser(answer)) {
            throw other(port + " asks for a user");
        }
    }

    /** Who asks for none refuses the question, others take the mechanism or name their own. */
    private static boolean asksForUser(byte[] answer) {
        short error = ByteBuffer.wrap(answer).getShort(ERROR_AT);
        return error == Errors.NONE.code() || error == Errors.UNSUPPORTED_SASL_MECHANISM.code();
    }

    /** Looks why the client has waited in vain. */
    void requireTls() {
        if (!protocol.contains("SSL")) {
            return;
        }
        for (ServerPort port : ports) {
            try {
                if (port.speaksTls()) {
                    return;
                }
            } catch (IOException e) {
                // Another one may be there.
                continue;
            }
            throw other(port + " speaks no TLS");
        }
    }

    private TopicException other(String what) {
        return new TopicException(
                settings + " cannot be used: " + what + ", and " + PROTOCOL + " is " + protocol
                        + "; it may be PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL",
                null);
    }

    /** A question that brokers answer to anybody: whether a mechanism is theirs. */
    private static byte[] handshake() {
        byte[] client = "pagesync".getBytes(StandardCharsets.US_ASCII);
        byte[] mechanism = "PLAIN".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer request = ByteBuffer.allocate(Integer.BYTES + 12 + client.length + mechanism.length);
        request.putInt(request.capacity() - Integer.BYTES)
                .putShort(ApiKeys.SASL_HANDSHAKE.id)
                .putShort((short) 1)
                .putInt(0)
                .putShort((short) client.length)
                .put(client)
                .putShort((short) mechanism.length)
                .put(mechanism);
        return request.array();
    }
}
