package io.pagesync.route;

import io.pagesync.page.Page;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What the route of a lane calls: the load that is in it now takes its pages here. */
public final class Lane {
    private final String name;
    private volatile @Nullable Load load;

    Lane(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** From now on the lane is this load's; null for nobody's. */
    void give(@Nullable Load next) {
        load = next;
    }

    /** Hands a page to whoever asked for it. */
    public void take(Exchange exchange) {
        Objects.requireNonNull(load, "a lane in use has a load")
                .take(exchange.getMessage().getBody(Page.class));
    }
}
