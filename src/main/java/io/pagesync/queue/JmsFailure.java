package io.pagesync.queue;

import io.pagesync.jms.BrokerException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.MessageFormatException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an error of JMS means for the page that met it. Brokers have no codes in common, so a message that is too large is
 * known by the words of Artemis, ActiveMQ and IBM MQ for it.
 *
 * @param kind whose fault it is
 * @param error the error
 */
record JmsFailure(Kind kind, JMSException error) {
    private static final Pattern TOO_LARGE = Pattern.compile(
            "(message|record|frame).{0,60}(bigger|larger|too (big|large))|max(imum)?.{0,20}(record|message|frame).?size|MQRC_MSG_TOO_BIG",
            Pattern.CASE_INSENSITIVE);

    /** Artemis has a plain JMSException for it. */
    private static final Pattern MISSING = Pattern.compile("There is no (queue|topic) with name .*");

    enum Kind {
        /** The broker has got the message before. */
        KNOWN,
        /** One of the messages cannot be sent, whatever is tried. */
        MESSAGE,
        /** No message can be sent, and to try again does not help. */
        LASTING,
        /** It may pass. */
        PASSING
    }

    static JmsFailure of(JMSException error) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            // By name, since the client of Artemis need not be there.
            if (each.getClass().getSimpleName().equals("ActiveMQDuplicateIdException")) {
                return new JmsFailure(Kind.KNOWN, error);
            }
            if (each instanceof MessageFormatException || speaksOfSize(each.getMessage())) {
                return new JmsFailure(Kind.MESSAGE, error);
            }
            if (each instanceof JMSSecurityException
                    || each instanceof InvalidDestinationException
                    || MISSING.matcher(String.valueOf(each.getMessage())).matches()) {
                return new JmsFailure(Kind.LASTING, error);
            }
        }
        return new JmsFailure(Kind.PASSING, error);
    }

    private static boolean speaksOfSize(@Nullable String message) {
        return message != null && TOO_LARGE.matcher(message).find();
    }

    /** Why, in one clause. */
    String reason() {
        // Topics have a name of their own there, from of old.
        String text = String.valueOf(error.getMessage()).strip().replace("with name jms.topic.", "with name ");
        return text.lines().findFirst().orElse("the broker gives no reason");
    }

    /** The error as a user reads it, of whom those of the broker itself are sentences already. */
    QueueException error(String what, String tried) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (each instanceof BrokerException) {
                return new QueueException(each.getMessage() + tried, error);
            }
        }
        String cure =
                switch (kind) {
                    case LASTING -> "; see to it that it is there, and that the user may send to it";
                    default -> "";
                };
        return new QueueException(what + " takes nothing: " + reason() + cure + tried, error);
    }
}
