package io.pagesync.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.testing.Kamelets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The declaration and the Kamelet's file say the same of each parameter, and a command names them by one word. */
final class JsonLinesParametersTest {
    @Test
    void parameters_areThoseOfTheKamelet() {
        assertThat(Kamelets.parameters("jsonl-sink"))
                .containsExactlyEntriesOf(Kamelets.declared(JsonLinesKind.parameters()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "/dev/stdout"})
    void parametersOf_standardOutput_isAMinusSignWhereverThatLeads(String to) {
        assertThat(new JsonLinesKind().parametersOf(to)).hasValue(Map.of("file", "-"));
    }
}
