package io.pagesync.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.testing.Kamelets;
import org.junit.jupiter.api.Test;

/** The declaration and the Kamelet's file say the same of each parameter. */
final class JsonLinesParametersTest {
    @Test
    void parameters_areThoseOfTheKamelet() {
        assertThat(Kamelets.parameters("jsonl-sink"))
                .containsExactlyEntriesOf(Kamelets.declared(JsonLinesKind.parameters()));
    }
}
