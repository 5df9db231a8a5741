package io.pagesync.camel.boot;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;

/**
 * What every Camel context finds by itself, through {@code META-INF/services}, in Spring Boot as in camel-main. Camel
 * only logs what fails in it, so nothing happens yet: see {@link Embedding}.
 */
public final class PagesyncPlugin implements ContextServicePlugin {
    @Override
    public void load(CamelContext camelContext) {
        Embedding.into(camelContext);
    }
}
