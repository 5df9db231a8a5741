package io.pagesync.camel.boot;

import io.pagesync.camel.context.Home;
import io.pagesync.camel.context.KameletGuard;
import io.pagesync.camel.context.StartErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.Kamelet;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/** Brings the route templates into a context, and tells its Kamelet component where ours are. */
final class Templates {
    private static final List<String> FILES =
            List.of("permit", "call", "login", "call-function", "fetch", "load", "schedule", "changes", "pages");
    private static final String KAMELETS = "classpath:kamelets";

    private Templates() {}

    /**
     * Loads the templates, but for those that a routes-include-pattern of the host has loaded already.
     *
     * @throws io.pagesync.PagesyncException if one of them cannot be read
     */
    static void load(CamelContext context) {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        String folder = Home.folder("routes/pipeline", "routes/pipeline");
        List<Resource> missing = new ArrayList<>();
        for (String file : FILES) {
            if (model.getRouteTemplateDefinition("pagesync-" + file) == null) {
                missing.add(
                        PluginHelper.getResourceLoader(context).resolveResource(folder + "/" + file + ".camel.yaml"));
            }
        }
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(missing);
        } catch (Exception e) {
            throw StartErrors.of("the route templates in " + folder, e);
        }
    }

    /**
     * A context that was stopped has kept the definitions of routes made from templates, but neither their beans nor
     * ours; they are made anew.
     */
    static void forgetRoutes(CamelContext context) {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        try {
            model.removeRouteDefinitions(model.getRouteDefinitions().stream()
                    .filter(Templates::isOurs)
                    .toList());
        } catch (Exception e) {
            throw StartErrors.of("another start", e);
        }
    }

    private static boolean isOurs(RouteDefinition route) {
        Map<String, Object> parameters = route.getTemplateParameters();
        return parameters != null
                && (route.getId().startsWith("pagesync-")
                        || KameletGuard.OURS.contains(String.valueOf(parameters.get(Kamelet.PARAM_TEMPLATE_ID))));
    }

    /** A host that keeps its Kamelets elsewhere finds ours, too. */
    static void findKamelets(CamelContext context) {
        KameletComponent kamelets = context.getComponent("kamelet", KameletComponent.class);
        String location = kamelets.getLocation();
        if (!List.of(location.split(",", -1)).contains(KAMELETS)) {
            kamelets.setLocation(location + "," + KAMELETS);
        }
    }
}
