package io.pagesync.camel.boot;

import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/**
 * Puts Pagesync into an application of camel-main by name, {@code camel.main.main-listener-classes =
 * io.pagesync.camel.boot.PagesyncListener}: for hosts whose class loader hides services from Camel. Elsewhere it is not
 * needed, and does no harm.
 */
public final class PagesyncListener extends MainListenerSupport {
    @Override
    public void afterConfigure(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        // Camel Test has none here; the plugin has been at its context before.
        if (context != null) {
            Embedding.into(context);
        }
    }
}
