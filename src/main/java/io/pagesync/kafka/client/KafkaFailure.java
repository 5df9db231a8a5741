package io.pagesync.kafka.client;

import io.pagesync.destination.ServerPort;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * What an error of Kafka's client means for the page that met it.
 *
 * @param kind whose fault it is
 * @param why the error that tells, among the causes
 */
public record KafkaFailure(Kind kind, Throwable why) {
    /** Whose fault an error is. */
    public enum Kind {
        /** One of the records cannot be sent, whatever is tried. */
        RECORD,
        /** The topic is not there. */
        MISSING,
        /** Nothing can be sent, and to try again does not help. */
        LASTING,
        /** Whoever asks is refused. */
        STRANGER,
        /** Another process has opened the transactions of this run. */
        FENCED,
        /** It may pass. */
        PASSING
    }

    /** What the error means, as far as it or one of its causes tells. */
    public static KafkaFailure of(Throwable error) {
        Throwable last = error;
        for (Throwable each = error; each != null; each = each.getCause()) {
            Kind kind = kind(each);
            if (kind != Kind.PASSING) {
                return new KafkaFailure(kind, each);
            }
            last = each instanceof KafkaException ? each : last;
        }
        return new KafkaFailure(Kind.PASSING, last);
    }

    private static Kind kind(Throwable error) {
        if (error instanceof RecordTooLargeException) {
            return Kind.RECORD;
        }
        if (error instanceof UnknownTopicOrPartitionException || error instanceof InvalidTopicException) {
            return Kind.MISSING;
        }
        if (error instanceof ProducerFencedException) {
            return Kind.FENCED;
        }
        if (error instanceof AuthenticationException) {
            return Kind.STRANGER;
        }
        boolean lasts = error instanceof AuthorizationException
                || error instanceof ConfigException
                || error instanceof UnsupportedVersionException;
        return lasts ? Kind.LASTING : Kind.PASSING;
    }

    /** Why, in one clause. */
    public String reason() {
        String text = String.valueOf(why.getMessage()).strip();
        return text.lines().findFirst().orElse("Kafka gives no reason").replaceFirst("[.]$", "");
    }

    /**
     * The error as a user reads it.
     *
     * @param topic how people call the topic
     * @param kafka how they call the Kafka it is in
     * @param tried how often it was tried, as the end of a sentence
     */
    public TopicException error(String topic, String kafka, String tried) {
        String what = topic + " of " + kafka;
        String sentence =
                switch (kind) {
                    case MISSING -> what + " is not there; make it, or mend its name";
                    case STRANGER -> stranger(kafka);
                    case FENCED ->
                        what + " takes nothing more from this process, because another one goes on with the run";
                    case LASTING -> what + " takes nothing: " + reason() + "; see to it that Pagesync may write to it";
                    case RECORD, PASSING ->
                        what + " takes nothing: " + reason()
                                + "; see to it that pagesync.kafka.bootstrap-servers names brokers that run, and that"
                                + " pagesync.kafka.client.security.protocol is theirs";
                };
        return new TopicException(sentence + tried, why);
    }

    private String stranger(String kafka) {
        Optional<String> tls = ServerPort.tlsReason(why);
        return tls.isPresent()
                ? kafka + " cannot be trusted (" + tls.get() + "); certificates of your own go into"
                        + " pagesync.kafka.client.ssl.truststore.location"
                : kafka + " refuses who asks (" + reason() + "); check pagesync.kafka.client.security.protocol,"
                        + " pagesync.kafka.client.sasl.mechanism and pagesync.kafka.secret.sasl.jaas.config";
    }
}
