package io.pagesync.camel.boot;

import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;

/** Keeps the routes of a context from starting, but for those made from templates, which are the machine's. */
final class Unstarted extends ModelLifecycleStrategySupport {
    private volatile boolean over;

    /** From now on, and for the routes that are known already. */
    void in(CamelContext context) {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        model.getRouteDefinitions().forEach(this::onAddRouteDefinition);
        model.addModelLifecycleStrategy(this);
    }

    /** Routes that are added from now on start as they say. */
    void end() {
        over = true;
    }

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        if (!over && route.getTemplateParameters() == null) {
            route.setAutoStartup("false");
        }
    }
}
