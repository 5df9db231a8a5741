package io.pagesync.camel.load;

import io.pagesync.camel.sync.LoadRequest;
import io.pagesync.page.Page;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What a route for loads calls: the load that has it now takes its pages here. */
public final class LoadRoute {
    private final String name;
    private volatile @Nullable LoadRequest load;

    LoadRoute(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** The name by which its route finds it. */
    String bean() {
        return "pagesync-load-" + name;
    }

    /** The id of its route. */
    String id() {
        return "pagesync-" + name;
    }

    /** The ids of its route and of that of its Kamelet, which Camel does not end with it. */
    List<String> ids() {
        return List.of(id(), name + "-source");
    }

    /** From now on the route is this load's; null for nobody's. */
    void give(@Nullable LoadRequest next) {
        load = next;
    }

    /** Hands a page to whoever asked for it. */
    public void take(Exchange exchange) {
        Objects.requireNonNull(load, "a route in use has a load")
                .take(exchange.getMessage().getBody(Page.class));
    }
}
