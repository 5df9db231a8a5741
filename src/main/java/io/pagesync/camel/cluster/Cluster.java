package io.pagesync.camel.cluster;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.ApiSettings;
import io.pagesync.camel.context.ContextSettings;
import io.pagesync.camel.context.LastWrites;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.camel.jms.ContextBrokers;
import io.pagesync.config.ClusterSettings;
import io.pagesync.database.Database;
import io.pagesync.database.ledger.limit.DatabasePermits;
import io.pagesync.database.ledger.limit.DatabaseSlots;
import io.pagesync.rate.limit.Limits;
import io.pagesync.rate.limit.Quota;
import io.pagesync.rate.limit.SharedLimits;
import io.pagesync.rate.limit.SharedSlots;
import io.pagesync.rate.limit.Slots;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;

/** Whether a context is one of several that share runs and rate limits, and has what that needs. */
public final class Cluster {
    private static final String BROKER = "pagesync.jms.url";
    private static final String YET = ClusterSettings.KEY + " is true, but ";

    private Cluster() {}

    /** Whether the settings say that it is one of several. */
    public static boolean isEnabled(CamelContext context) {
        return ContextSettings.of(context).cluster().enabled();
    }

    /**
     * Checks that one that is to be in a cluster can be: a ledger that others reach, and a broker that somebody has named.
     *
     * @throws InvalidSettingException if it cannot be
     */
    public static void require(CamelContext context) {
        if (!isEnabled(context)) {
            return;
        }
        Database ledger = Ledgers.database(context)
                .orElseThrow(() -> new InvalidSettingException(YET + "the ledger is in memory, which no other process"
                        + " reaches; have pagesync.ledger.data-source name a data source of PostgreSQL or MariaDB"));
        if (ledger.facts().hasOneWriter()) {
            throw new InvalidSettingException(
                    YET + "the ledger is in data source " + ledger.name() + ", a "
                            + ledger.facts().product() + " file of this machine; set pagesync.datasource."
                            + ledger.name()
                            + ".url to a PostgreSQL or MariaDB that all processes reach, or have pagesync.ledger.data-source name another");
        }
        if (!hasBroker(context)) {
            throw new InvalidSettingException(
                    YET + "no message broker is named; set " + BROKER + " to the one that all processes reach");
        }
    }

    /**
     * What permits of an API wait for beside the pace of this process: where it is one of several, and the API one of the
     * settings, which all of them have, that is what they share.
     */
    public static Limits.Opening limits(CamelContext context, ApiSettings api) {
        List<Quota> quotas = api.budget().quotas();
        return shared(context, api)
                .map(its -> SharedLimits.of(api.rateLimit(), quotas, new DatabasePermits(its, api.name(), quotas)))
                .orElseGet(() -> Ledgers.limits(context, api.name(), quotas));
    }

    /** How many requests of an API may be under way: where the limits are shared, those are, too. */
    public static Slots slots(CamelContext context, ApiSettings api) {
        int most = api.concurrency();
        Optional<Slots> shared = shared(context, api).map(its -> {
            SharedSlots slots = SharedSlots.of(most, new DatabaseSlots(its, api.name(), most));
            LastWrites.of(context).add(slots::close);
            return slots;
        });
        return shared.orElseGet(() -> Slots.of(most));
    }

    /** The database by which an API's limits are those of several processes; empty if they are not. */
    private static Optional<Database> shared(CamelContext context, ApiSettings api) {
        boolean ofAll = isEnabled(context) && ContextSettings.of(context).apis().containsKey(api.name());
        // In memory it is refused.
        return ofAll ? Ledgers.database(context) : Optional.empty();
    }

    /** The default is a broker of this machine, which none of another would find. */
    private static boolean hasBroker(CamelContext context) {
        try {
            return ContextSettings.of(context).find(BROKER).isPresent()
                    || ContextBrokers.of(context).isOfHost();
        } catch (NoClassDefFoundError e) {
            // An application without the jars of JMS has no ConnectionFactory either.
            return false;
        }
    }
}
