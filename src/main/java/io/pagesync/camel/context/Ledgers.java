package io.pagesync.camel.context;

import io.pagesync.ledger.Ledger;
import io.pagesync.ledger.MemoryLedger;
import org.apache.camel.CamelContext;

/** The ledger of a Camel context. */
public final class Ledgers {
    /** The name under which the registry has it. */
    public static final String NAME = "pagesync-ledger";

    private Ledgers() {}

    /** The one that the registry has, else one that lasts as long as the context. */
    public static Ledger of(CamelContext context) {
        return ContextBean.of(context, Ledger.class, () -> {
            Ledger own = context.getRegistry().lookupByNameAndType(NAME, Ledger.class);
            return own == null ? new MemoryLedger() : own;
        });
    }
}
