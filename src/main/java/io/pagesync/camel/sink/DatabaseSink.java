package io.pagesync.camel.sink;

import io.pagesync.database.DatabaseDestination;
import io.pagesync.database.TableCheck;
import io.pagesync.database.TableSettings;
import io.pagesync.database.WriteRetry;
import io.pagesync.run.Collection;
import io.pagesync.run.Run;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What the database-sink Kamelet calls, one object a use of it. */
public final class DatabaseSink implements CamelContextAware {
    private Map<String, String> parameters = new HashMap<>();
    private @Nullable CamelContext context;
    private @Nullable TableSettings table;
    private String dataSource = "";
    private @Nullable Run run;
    private @Nullable DatabaseDestination destination;

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

    /** Checks the parameters when the sync is made; the database is not asked yet. */
    public void prepare() {
        CamelContext ready = context;
        if (ready == null) {
            throw new IllegalStateException("the database sink is used before Camel has set it up");
        }
        TableParameters read = new TableParameters(parameters);
        table = read.require(Databases.of(ready));
        dataSource = read.dataSource();
    }

    /**
     * Tries whether pages of the collection could be written; leaves nothing behind.
     *
     * @return what is there, in one clause
     * @throws io.pagesync.PagesyncException if they could not, with the cure
     */
    public String check(Collection collection) {
        CamelContext in = context;
        TableSettings as = table;
        if (in == null || as == null) {
            throw new IllegalStateException("the database sink is used before it was prepared");
        }
        return new TableCheck(Databases.of(in).get(dataSource), as, collection).run();
    }

    /** Writes the page on the message. */
    public void write(Exchange exchange) {
        SinkPage arrived = SinkPage.of(exchange, "database-sink");
        destinationOf(arrived.delivery().run()).write(arrived.page(), arrived.delivery());
    }

    /** Each run has a destination of its own. */
    private synchronized DatabaseDestination destinationOf(Run current) {
        DatabaseDestination now = destination;
        if (now == null || run != current) {
            TableSettings as = table;
            CamelContext in = context;
            if (in == null || as == null) {
                throw new IllegalStateException("the database sink is used before it was prepared");
            }
            now = new DatabaseDestination(Databases.of(in).get(dataSource), as, current, WriteRetry.DEFAULT);
            destination = now;
            run = current;
        }
        return now;
    }
}
