package io.pagesync.camel.context;

import io.pagesync.config.SpoolSettings;
import io.pagesync.ledger.RunLedger;
import io.pagesync.spool.RunSpool;
import io.pagesync.spool.Spool;
import java.nio.file.Path;
import org.apache.camel.CamelContext;

/** Where a Camel context keeps pages that a destination did not take. */
public final class Spools {
    private Spools() {}

    /**
     * What is kept of a sync's run.
     *
     * @param goesOn whether an earlier attempt at it may have kept some
     */
    public static RunSpool of(CamelContext context, String sync, RunLedger run, boolean goesOn) {
        Spool spool = ContextBean.of(context, Spool.class, () -> {
            SpoolSettings settings = ContextSettings.of(context).spool();
            Path folder = Path.of(settings.folder());
            Path below = Home.elsewhere().map(home -> home.resolve(folder)).orElse(folder.toAbsolutePath());
            return new Spool(below, settings.maxSize() * (1L << 20));
        });
        return spool.of(sync, run::id, goesOn);
    }
}
