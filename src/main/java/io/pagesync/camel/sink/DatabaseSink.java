package io.pagesync.camel.sink;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.context.RawText;
import io.pagesync.config.Form;
import io.pagesync.database.DatabaseDestination;
import io.pagesync.database.TableCheck;
import io.pagesync.database.TableSettings;
import io.pagesync.database.WriteMode;
import io.pagesync.database.WriteRetry;
import io.pagesync.run.Collection;
import io.pagesync.run.Run;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What the database-sink Kamelet calls, one object a use of it. */
public final class DatabaseSink implements CamelContextAware {
    private static final Form<WriteMode> WRITE_MODE = Form.word(WriteMode.class);

    private Map<String, String> parameters = new HashMap<>();
    private @Nullable CamelContext context;
    private @Nullable TableSettings table;
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
        String name = text("table");
        WriteMode mode = WRITE_MODE
                .find(text("mode"))
                .orElseThrow(() -> new InvalidSettingException(
                        "the table " + name + " has mode: '" + text("mode") + "'; it must be " + WRITE_MODE.right()));
        TableSettings plain = mode == WriteMode.APPEND ? TableSettings.append(name) : TableSettings.upsert(name);
        table = plain.withKey(text("key")).withIgnore(text("ignore")).withScope(scope(name, text("scope")));
        Databases.of(ready).require(text("dataSource"));
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
        return new TableCheck(Databases.of(in).get(text("dataSource")), as, collection).run();
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
            now = new DatabaseDestination(Databases.of(in).get(text("dataSource")), as, current, WriteRetry.DEFAULT);
            destination = now;
            run = current;
        }
        return now;
    }

    private String text(String name) {
        return RawText.of(parameters.getOrDefault(name, "").strip());
    }

    private static Map<String, String> scope(String table, String text) {
        Map<String, String> scope = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new InvalidSettingException("the table " + table + " has scope: '" + text
                        + "'; it must be column=value pairs, such as licenseNumber=C11-0000001-LIC");
            }
            scope.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return scope;
    }
}
