package io.pagesync.camel.sink;

import io.pagesync.database.own.outbox.Outbox.Waiting;
import io.pagesync.report.OneLine;
import io.pagesync.run.turn.RunStoppedException;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.util.URISupport;

/** What the route calls that sends changes. Keeps nothing: the changes go with the message. */
public final class ChangeSteps {
    private static final String BATCH = "PagesyncChanges";
    private static final String CHANGE = "PagesyncChange";

    /** Camel's name for the key of a record of Kafka, by which its partition is chosen. */
    private static final String KAFKA_KEY = "kafka.KEY";

    /** These changes go with the message. */
    static void begin(Exchange exchange, ChangeBatch batch) {
        exchange.setProperty(BATCH, batch);
    }

    /** The lanes, each a list of changes. */
    public List<List<Waiting>> lanes(Exchange exchange) {
        return batch(exchange).lanes();
    }

    /** The message becomes that of the change in its body. */
    public void message(Exchange exchange) {
        ChangeBatch batch = batch(exchange);
        batch.requireOn();
        Waiting waiting = exchange.getMessage().getBody(Waiting.class);
        exchange.setProperty(CHANGE, waiting);
        Message message = exchange.getMessage();
        message.setBody(waiting.change().payload());
        message.setHeader("PagesyncChangeId", waiting.change().id());
        message.setHeader("PagesyncTable", waiting.change().table());
        message.setHeader("PagesyncKey", waiting.change().key());
        message.setHeader("PagesyncChange", waiting.change().type());
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        if (batch.isKeyed()) {
            message.setHeader(KAFKA_KEY, waiting.change().key());
        }
    }

    /** The endpoint has taken it. */
    public void sent(Exchange exchange) {
        batch(exchange)
                .sent(Objects.requireNonNull(exchange.getProperty(CHANGE, Waiting.class))
                        .place());
    }

    /** The endpoint has not taken a change; those behind it in its lane stay, too. */
    public void failed(Exchange exchange) {
        Throwable error = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Throwable cause = error;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (!(cause instanceof RunStoppedException)) {
            batch(exchange).failed(cause == null ? "it failed" : text(cause));
        }
    }

    private static String text(Throwable cause) {
        String message = cause.getMessage();
        return OneLine.of(
                URISupport.sanitizeUri(message == null ? cause.getClass().getSimpleName() : message));
    }

    private static ChangeBatch batch(Exchange exchange) {
        return Objects.requireNonNull(
                exchange.getProperty(BATCH, ChangeBatch.class), "changes are sent by their outlet");
    }
}
