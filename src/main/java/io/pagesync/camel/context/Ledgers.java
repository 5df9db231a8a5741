package io.pagesync.camel.context;

import io.pagesync.config.LedgerSettings;
import io.pagesync.database.ledger.DatabaseLedger;
import io.pagesync.ledger.Ledger;
import io.pagesync.ledger.MemoryLedger;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** The ledger of a Camel context. */
public final class Ledgers {
    /** The name under which the registry has it. */
    public static final String NAME = "pagesync-ledger";

    /** Where it is in a process of our own, if nothing says otherwise. */
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
        return ContextSettings.of(context)
                .ledger()
                .dataSource()
                .orElse(otherwise == null ? LedgerSettings.MEMORY : otherwise);
    }
}
