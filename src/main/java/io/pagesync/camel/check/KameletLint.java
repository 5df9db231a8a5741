package io.pagesync.camel.check;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.api.Apis;
import io.pagesync.camel.context.KameletGuard;
import io.pagesync.camel.context.StartErrors;
import io.pagesync.camel.sink.SinkUses;
import io.pagesync.camel.sync.CollectionParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.support.RouteTemplateHelper;
import org.jspecify.annotations.Nullable;

/** Finds all that is wrong with one use of one of our Kamelets in a file, where a start ends at the first. */
final class KameletLint {
    /** What a placeholder stands for that names no property. */
    private static final String UNKNOWN = "{{?}}";

    private final CamelContext context;
    private final String routeId;

    /** Of the uses in one route; {@code routeId} is empty if the route has no id. */
    KameletLint(CamelContext context, String routeId) {
        this.context = context;
        this.routeId = routeId;
    }

    /** What is wrong, a sentence each; none for what is no Kamelet of ours. */
    List<String> findings(RouteFile.Use use) {
        if (!KameletGuard.OURS.contains(use.kamelet())) {
            return List.of();
        }
        RouteTemplateDefinition template = template(use.kamelet());
        Map<String, Object> given = new LinkedHashMap<>();
        use.parameters()
                .forEach((name, value) -> given.put(name, value instanceof String text ? oneLine(text) : value));
        List<String> findings = new ArrayList<>(
                KameletGuard.findings(context, use.kamelet(), given, name -> isRaw(String.valueOf(given.get(name)))));
        if (template == null) {
            return findings;
        }
        Map<String, String> effective = new LinkedHashMap<>();
        boolean complete = true;
        for (RouteTemplateParameterDefinition parameter : template.getTemplateParameters()) {
            String name = parameter.getName();
            Object value = given.getOrDefault(name, parameter.getDefaultValue());
            if (value != null) {
                effective.put(name, resolve(value.toString().replace("{{parentRouteId}}", routeId), findings));
            } else if (Boolean.TRUE.equals(parameter.getRequired())) {
                complete = false;
                findings.add("kamelet:" + use.kamelet() + " needs " + name + "; it is not given");
            }
        }
        if (complete && effective.values().stream().noneMatch(UNKNOWN::equals)) {
            findings.addAll(values(use.kamelet(), effective));
        }
        return findings;
    }

    /** Camel loads a Kamelet when it is first used. */
    private @Nullable RouteTemplateDefinition template(String kamelet) {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        if (model.getRouteTemplateDefinition(kamelet) == null) {
            String location =
                    context.getComponent("kamelet", KameletComponent.class).getLocation();
            try {
                RouteTemplateHelper.loadRouteTemplateFromLocation(context, null, kamelet, location);
            } catch (Exception e) {
                throw StartErrors.of("kamelet:" + kamelet, e);
            }
        }
        return model.getRouteTemplateDefinition(kamelet);
    }

    /** Also where it is not known what it is: that is told of its placeholder. */
    private boolean isRaw(String query) {
        String text = resolve(query, new ArrayList<>());
        return text.equals(UNKNOWN) || text.startsWith("RAW(");
    }

    /** As Camel joins what stands on several lines. */
    private static String oneLine(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining());
    }

    private String resolve(String value, List<String> findings) {
        try {
            return context.resolvePropertyPlaceholders(value);
        } catch (IllegalArgumentException e) {
            findings.add(StartErrors.of(value, e).getMessage());
            return UNKNOWN;
        }
    }

    private List<String> values(String kamelet, Map<String, String> parameters) {
        try {
            if (kamelet.equals("collection-source")) {
                var unused = new CollectionParameters(parameters)
                        .sync(api -> Apis.of(context).get(api).settings());
            } else {
                var unused = SinkUses.of(context, kamelet, parameters);
            }
            return List.of();
        } catch (InvalidSettingException e) {
            return e.findings();
        }
    }
}
