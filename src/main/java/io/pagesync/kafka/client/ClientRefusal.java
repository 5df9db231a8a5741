package io.pagesync.kafka.client;

import java.io.FileNotFoundException;
import java.nio.file.NoSuchFileException;
import org.apache.kafka.common.KafkaException;

/** Why Kafka's client cannot be made as the settings say; nothing of a secret is quoted. */
final class ClientRefusal {
    private static final String LOGIN = "pagesync.kafka.secret.sasl.jaas.config";

    private ClientRefusal() {}

    /** In one sentence, of the cause that says most. */
    static TopicException of(KafkaException error) {
        Throwable last = error;
        for (Throwable each = error; each != null; each = each.getCause()) {
            last = each.getMessage() == null ? last : each;
        }
        return new TopicException("Kafka's client cannot be made: " + why(last, last.getMessage() + ""), error);
    }

    private static String why(Throwable cause, String message) {
        if (message.contains("'KafkaClient' entry")) {
            return "pagesync.kafka.client.security.protocol asks for a user, and " + LOGIN + " is not set";
        }
        if (message.contains("bootstrap urls")) {
            return "no host that pagesync.kafka.bootstrap-servers names is known";
        }
        if (message.contains("serviceName")) {
            return "pagesync.kafka.client.sasl.mechanism is GSSAPI unless it is set; name the one that " + LOGIN
                    + " is for, such as PLAIN or SCRAM-SHA-512";
        }
        if (message.contains("JAAS") || message.contains("ontrol flag") || message.contains("LoginModule")) {
            return LOGIN + " is not of the form MODULE required username=\"USER\" password=\"PASSWORD\";";
        }
        String said = cause instanceof NoSuchFileException || cause instanceof FileNotFoundException
                ? "there is no file " + message
                : message.lines().findFirst().orElse("").replaceFirst("[.]$", "");
        return said + "; mend pagesync.kafka.client.* or pagesync.kafka.secret.*";
    }
}
