package io.pagesync.camel.context;

import io.pagesync.InvalidSettingException;
import io.pagesync.config.Configuration;
import io.pagesync.database.DataSources;
import io.pagesync.database.Database;
import io.pagesync.database.DatabaseSettings;
import io.pagesync.database.Libraries;
import io.pagesync.settings.NearestName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The databases of a Camel context: a DataSource that the registry has under the name, else what the settings say; main,
 * without a setting, is the one DataSource of the host, or a file. Each is opened when it is first used and shared by all
 * sinks. Thread-safe.
 */
public final class Databases implements DataSources, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Databases.class);
    private static final String DEFAULT = "main";

    private final CamelContext context;
    private final Map<String, Database> open = new TreeMap<>();

    private Databases(CamelContext context) {
        this.context = context;
    }

    /** The context's databases; one object a context. */
    public static Databases of(CamelContext context) {
        return ContextBean.of(context, Databases.class, () -> new Databases(context));
    }

    @Override
    public void require(String name) {
        if (context.getRegistry().lookupByNameAndType(name, DataSource.class) == null) {
            var unused = get(name);
        }
    }

    @Override
    public synchronized Database get(String name) {
        return open.computeIfAbsent(name, this::make);
    }

    @Override
    public synchronized void close() {
        // Not by a method reference, which loads the class, and jOOQ with it, where there is none to close.
        for (Database each : open.values()) {
            each.close();
        }
        open.clear();
    }

    private Database make(String name) {
        Libraries.require();
        DataSource named = context.getRegistry().lookupByNameAndType(name, DataSource.class);
        if (named != null) {
            return Database.of(name, named);
        }
        Configuration configuration = ContextSettings.of(context);
        Set<String> known = new TreeSet<>(configuration.dataSources().keySet());
        known.add(DEFAULT);
        if (!known.contains(name)) {
            throw new InvalidSettingException("there is no data source named '" + name + "'"
                    + NearestName.hint(name, known) + " Set pagesync.datasource." + name + ".url for another.");
        }
        DatabaseSettings settings = configuration.dataSources().get(name);
        if (settings != null) {
            return open(settings);
        }
        Optional<DataSource> ofHost = ofHost();
        return ofHost.isPresent() ? Database.of(name, ofHost.get()) : open(configuration.defaultDataSource(name));
    }

    private static Database open(DatabaseSettings settings) {
        return Database.open(Home.elsewhere().map(settings::below).orElse(settings));
    }

    /** What the host has, where nothing else says which; a file of ours would surprise it. */
    private Optional<DataSource> ofHost() {
        Registry registry = context.getRegistry();
        // By type first: a bean of the host need not have a name.
        if (registry.findByType(DataSource.class).isEmpty()) {
            return Optional.empty();
        }
        DataSource one = registry.findSingleByType(DataSource.class);
        if (one == null) {
            Set<String> names =
                    new TreeSet<>(registry.findByTypeWithName(DataSource.class).keySet());
            throw new InvalidSettingException("there are several DataSources and none is named " + DEFAULT
                    + "; name one of " + String.join(", ", names)
                    + " in the parameter dataSource of kamelet:database-sink");
        }
        LOG.info("the data source {} is the application's DataSource", DEFAULT);
        return Optional.of(one);
    }
}
