package io.pagesync.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"out.jsonl", "/tmp/a b/out.jsonl.gz", "x.ndjson", "x.ndjson.gz", "c:\\x.jsonl", "a:b/out.jsonl"})
    void of_jsonLinesFile_isOurSinkThatTakesPages(String file) {
        assertThat(Target.of(file, true))
                .isEqualTo(new Target("kamelet:jsonl-sink", Map.of("file", SyncRoute.raw(file)), false));
    }

    @Test
    void of_minus_isStandardOutput() {
        assertThat(Target.of("-", true)).isEqualTo(Target.standardOutput());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"seda:items", "file:out", "jms:queue:a?b=c", "file:out?fileName=all.jsonl", "aws2-s3:bucket"})
    void of_endpoint_isThatEndpoint(String uri) {
        assertThat(Target.of(uri, false)).isEqualTo(new Target(uri, Map.of(), false));
    }

    @ParameterizedTest
    @CsvSource({"queue:packages, packages", "topic:changes, topic:changes"})
    void of_queueOrTopic_isOurSinkThatTakesPages(String to, String queue) {
        assertThat(Target.of(to, true))
                .isEqualTo(new Target("kamelet:queue-sink", Map.of("queue", SyncRoute.raw(queue)), false));
    }

    @Test
    void of_topicOfKafka_isOurSinkThatTakesPages() {
        assertThat(Target.of("kafka:packages", true))
                .isEqualTo(new Target("kamelet:kafka-sink", Map.of("topic", SyncRoute.raw("packages")), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "out.json", "out", "OUT.JSONL", "http", "seda:"})
    void of_anythingElse_isRefused(String to) {
        assertThatThrownBy(() -> Target.of(to, false))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(
                        "--to '" + to + "' is neither a file that ends in .jsonl or .jsonl.gz, nor a table such as"
                                + " table:packages, nor a queue such as queue:packages, nor a Camel endpoint such as seda:packages or file:out");
    }

    @Test
    void step_perPage_isTheEndpoint() {
        assertThat(Target.of("seda:items", false).step()).isEqualTo(Map.of("to", Map.of("uri", "seda:items")));
    }

    @Test
    void step_perRecord_splitsAndStopsAtAnError() {
        assertThat(Target.of("seda:items", true).step())
                .isEqualTo(Map.of(
                        "split",
                        Map.of(
                                "simple",
                                "${body}",
                                "streaming",
                                true,
                                "stopOnException",
                                true,
                                "steps",
                                List.of(Map.of("to", Map.of("uri", "seda:items"))))));
    }
}
