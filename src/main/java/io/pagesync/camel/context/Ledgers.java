package io.pagesync.camel.context;

import io.pagesync.config.Configuration;
import io.pagesync.config.LedgerSettings;
import io.pagesync.database.Database;
import io.pagesync.database.ledger.DatabaseLedger;
import io.pagesync.database.ledger.FleetingPlace;
import io.pagesync.database.ledger.limit.StoredPermits;
import io.pagesync.ledger.Ledger;
import io.pagesync.ledger.MemoryLedger;
import io.pagesync.rate.limit.Limits;
import io.pagesync.rate.limit.OwnLimits;
import io.pagesync.rate.limit.Quota;
import io.pagesync.rate.limit.UsedPermits;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger of a Camel context. */
public final class Ledgers {
    private static final Logger LOG = LoggerFactory.getLogger(Ledgers.class);

    /** The name under which the registry has it. */
    public static final String NAME = "pagesync-ledger";

    /** Where it is in a process of our own and in a cluster, if nothing says otherwise. */
    private static final String OWN = "main";

    private static final String DEFAULT = "pagesync-ledger-default";

    private Ledgers() {}

    /** The context is that of a process of our own, whose ledger is in a database where nothing else is set. */
    public static void keep(CamelContext context) {
        context.getRegistry().bind(DEFAULT, OWN);
    }

    /**
     * The one that the registry has, else that of the settings, else one that lasts as long as the context. A database is
     * opened when it is first used.
     *
     * @throws io.pagesync.InvalidSettingException if there is no such data source
     */
    public static Ledger of(CamelContext context) {
        return ContextBean.of(context, Ledger.class, () -> {
            Ledger own = context.getRegistry().lookupByNameAndType(NAME, Ledger.class);
            return own == null ? made(context) : own;
        });
    }

    /**
     * Checks that there can be one.
     *
     * @throws io.pagesync.InvalidSettingException if there is no such data source
     */
    public static void require(CamelContext context) {
        String dataSource = dataSource(context);
        if (!dataSource.equals(LedgerSettings.MEMORY)) {
            Databases.of(context).require(dataSource);
        }
    }

    /**
     * Has a ledger in a database load in the background what its first run needs, while the context starts. What goes wrong
     * is met by the first run, too. Behind {@link #require}.
     */
    public static void warmUp(CamelContext context) {
        String dataSource = dataSource(context);
        Registry registry = context.getRegistry();
        if (dataSource.equals(LedgerSettings.MEMORY)
                || registry.lookupByNameAndType(NAME, Ledger.class) != null
                || registry.lookupByNameAndType(dataSource, DataSource.class) != null) {
            return;
        }
        Database database = Databases.of(context).get(dataSource);
        Thread thread = new Thread(() -> warmUp(database), "pagesync-ledger-start");
        thread.setDaemon(true);
        thread.start();
    }

    private static void warmUp(Database database) {
        try {
            new DatabaseLedger(database, 1, 1).warmUp();
        } catch (RuntimeException e) {
            LOG.debug("the ledger could not be loaded ahead of the first run", e);
        }
    }

    /** Whether the settings say that it lasts no longer than its process. */
    public static boolean isMemory(CamelContext context) {
        return ContextSettings.of(context)
                .ledger()
                .dataSource()
                .filter(LedgerSettings.MEMORY::equals)
                .isPresent();
    }

    /** The database that the settings say it is in, opened when it is first used; empty if that is none. */
    public static Optional<Database> database(CamelContext context) {
        String dataSource = dataSource(context);
        return dataSource.equals(LedgerSettings.MEMORY)
                ? Optional.empty()
                : Optional.of(Databases.of(context).get(dataSource));
    }

    /** What is to be said of where it is, in one sentence; empty if nothing is. */
    public static Optional<String> warning(CamelContext context) {
        String dataSource = dataSource(context);
        boolean ofHost = context.getRegistry().lookupByNameAndType(dataSource, DataSource.class) != null;
        return ofHost || dataSource.equals(LedgerSettings.MEMORY)
                ? Optional.empty()
                : FleetingPlace.warning(Databases.of(context).get(dataSource));
    }

    /** What permits of an API wait for beside its rate: quotas of which what was used outlasts the process where the ledger does. */
    public static Limits.Opening limits(CamelContext context, String api, List<Quota> quotas) {
        Optional<Database> database = quotas.isEmpty() ? Optional.empty() : database(context);
        return OwnLimits.of(
                quotas,
                database.map(its -> ContextBean.of(context, StoredPermits.class, () -> new StoredPermits(its))
                                .of(api))
                        .orElse(UsedPermits.IN_MEMORY));
    }

    /** Writes what is left of it; before the databases close. */
    public static void close(CamelContext context) {
        ContextBean.find(context, StoredPermits.class).ifPresent(StoredPermits::close);
    }

    private static Ledger made(CamelContext context) {
        String dataSource = dataSource(context);
        LedgerSettings settings = ContextSettings.of(context).ledger();
        return dataSource.equals(LedgerSettings.MEMORY)
                ? new MemoryLedger()
                : new DatabaseLedger(Databases.of(context).get(dataSource), settings.keepRuns(), settings.keepDays());
    }

    private static String dataSource(CamelContext context) {
        Registry registry = context.getRegistry();
        String otherwise = registry.lookupByNameAndType(DEFAULT, String.class);
        Configuration settings = ContextSettings.of(context);
        boolean own = otherwise != null || settings.cluster().enabled();
        return settings.ledger().dataSource().orElse(own ? OWN : LedgerSettings.MEMORY);
    }
}
