package io.pagesync.camel.sink;

import io.pagesync.destination.DestinationUse;
import io.pagesync.run.Run;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What the Kamelets of our destinations call, one object a use of one; it keeps nothing of any run. */
public final class DestinationSink implements CamelContextAware {
    private String kamelet = "";
    private Map<String, String> parameters = new HashMap<>();
    private @Nullable CamelContext context;
    private @Nullable DestinationUse use;

    /** The Kamelet's name. */
    public String getKamelet() {
        return kamelet;
    }

    /** The Kamelet's name, set by Camel. */
    public void setKamelet(String kamelet) {
        this.kamelet = kamelet;
    }

    /** The Kamelet's parameters. */
    public Map<String, String> getParameters() {
        return parameters;
    }

    /** The Kamelet's parameters, set by Camel. */
    public void setParameters(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
    }

    /** Checks the parameters when the sync is made. */
    public void prepare() {
        CamelContext in = context;
        if (in == null) {
            throw unprepared();
        }
        use = SinkUses.of(in, kamelet, parameters);
    }

    /**
     * Writes the page on the message. A sink that the routes did not tell of, behind an endpoint that is chosen for each
     * message, is opened for the run by its first page.
     */
    public void write(Exchange exchange) {
        DestinationUse ours = use;
        if (ours == null) {
            throw unprepared();
        }
        SinkPage arrived = SinkPage.of(exchange, kamelet);
        Run run = arrived.delivery().run();
        run.destinations().open(ours, () -> ours.open(run)).write(arrived.page(), arrived.delivery());
    }

    private IllegalStateException unprepared() {
        return new IllegalStateException("the sink " + kamelet + " is used before it was prepared");
    }
}
