package io.pagesync.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pagesync.page.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class SyncRouteTest {
    @Test
    void yaml_oneTarget_isAShortRoute() {
        Map<String, String> source = new LinkedHashMap<>();
        source.put("api", "load");
        source.put("path", "/v2/items");
        assertThat(new SyncRoute("load", source, List.of(Target.of("out.jsonl", false))).yaml())
                .isEqualTo("""
                        - route:
                            id: load
                            errorHandler:
                              noErrorHandler: {}
                            from:
                              uri: kamelet:collection-source/load-source
                              parameters:
                                api: load
                                path: /v2/items
                              steps:
                              - to:
                                  uri: kamelet:jsonl-sink
                                  parameters:
                                    file: out.jsonl
                        """);
    }

    @Test
    void yaml_valuesWithSpecialCharacters_areRawAndComeBackAsTheyWere() {
        String query = "a=1&b='x\": #y'&c=%20${body}{{z}}\u00e9";
        Object parameters = at(parse("query", query), 0, "route", "from", "parameters");
        assertThat(parameters).isEqualTo(Map.of("query", "RAW(" + query + ")"));
    }

    @Test
    void yaml_valuesThatLookLikeOtherTypes_stayText() {
        Object parameters = at(parse("path", "1234"), 0, "route", "from", "parameters");
        assertThat(parameters).isEqualTo(Map.of("path", "1234"));
    }

    @Test
    void body_hasNoBracesBesideEachOther_andIsTheSameJson() throws JsonProcessingException {
        String body = "{\"a\":{\"b\":{\"c\":[{}]}},\"g\":\"{{x}} f(1)&y {page}\",\"p\":\"{page}\"}";
        String written = SyncRoute.body(body);
        assertThat(written).doesNotContain("{{", "}}", ")&").contains("\"{page}\"");
        assertThat(Json.MAPPER.readTree(written)).isEqualTo(Json.MAPPER.readTree(body));
        assertThat(SyncRoute.body("no JSON")).isEqualTo("no JSON");
        assertThat(SyncRoute.body("")).isEmpty();
    }

    @Test
    void yaml_severalTargets_areServedInParallel() {
        String yaml = new SyncRoute(
                        "load", Map.of("api", "load"), List.of(Target.standardOutput(), Target.of("seda:x", true)))
                .yaml();
        Object multicast = at(load(yaml), 0, "route", "from", "steps", 0, "multicast");
        assertThat(at(multicast, "parallelProcessing")).isEqualTo(true);
        assertThat(at(multicast, "executorService")).isEqualTo("deliver");
        assertThat(at(multicast, "steps", 0, "to", "parameters", "file")).isEqualTo("-");
        assertThat(at(multicast, "steps", 1, "split", "steps", 0, "to", "uri")).isEqualTo("seda:x");
    }

    private static Object parse(String name, String value) {
        return load(new SyncRoute("load", Map.of(name, value), List.of(Target.standardOutput())).yaml());
    }

    private static Object load(String yaml) {
        return new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }

    private static Object at(Object yaml, Object... steps) {
        Object at = yaml;
        for (Object step : steps) {
            Object next = step instanceof Integer index ? ((List<?>) at).get(index) : ((Map<?, ?>) at).get(step);
            assertThat(next).as("%s", step).isNotNull();
            at = java.util.Objects.requireNonNull(next);
        }
        return at;
    }
}
