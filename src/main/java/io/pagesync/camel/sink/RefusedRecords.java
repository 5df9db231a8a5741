package io.pagesync.camel.sink;

import io.pagesync.PagesyncException;
import io.pagesync.camel.context.UserRoutes;
import io.pagesync.ledger.RunLedger.Refusal;
import io.pagesync.run.Run;
import io.pagesync.run.failure.FailureText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;

/**
 * Sends the records of a run that destinations have refused to {@code direct:pagesync-refused}, where a route of the user's
 * begins with it. The body is the record as it arrived, the headers say which and why. A page counts as delivered once the route
 * has taken its refused records, so that each is there at least once.
 */
final class RefusedRecords {
    private static final String ENDPOINT = "direct:pagesync-refused";

    private RefusedRecords() {}

    /** Has those of a run be sent there, if there is such a route. */
    static void follow(CamelContext context, Run run) {
        if (UserRoutes.begin(context, ENDPOINT)) {
            run.refusals().giveTo(page -> send(context, run, page));
        }
    }

    private static void send(CamelContext context, Run run, List<Refusal> refused) {
        try (ProducerTemplate producer = context.createProducerTemplate()) {
            for (Refusal each : refused) {
                Exchange answer =
                        producer.send(ENDPOINT, ExchangePattern.InOnly, exchange -> fill(exchange, run, each));
                if (answer.getException() != null) {
                    throw new PagesyncException(
                            "record " + each.position() + ", which " + each.destination()
                                    + " has refused, could not be passed on by " + ENDPOINT + ": "
                                    + FailureText.of(answer.getException()),
                            answer.getException());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(Exchange exchange, Run run, Refusal its) {
        exchange.getMessage().setBody(its.record());
        exchange.getMessage().setHeader("PagesyncSync", run.collection().sync());
        exchange.getMessage().setHeader("PagesyncRun", run.id());
        exchange.getMessage().setHeader("PagesyncPartition", its.partition());
        exchange.getMessage().setHeader("PagesyncPage", its.page());
        exchange.getMessage().setHeader("PagesyncPosition", its.position());
        exchange.getMessage().setHeader("PagesyncKey", its.key());
        exchange.getMessage().setHeader("PagesyncDestination", its.destination());
        exchange.getMessage().setHeader("PagesyncReason", its.reason());
    }
}
