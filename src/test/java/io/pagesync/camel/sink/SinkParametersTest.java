package io.pagesync.camel.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.settings.Setting;
import io.pagesync.testing.Kamelets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** The declarations and the sinks' files say the same of each parameter. */
final class SinkParametersTest {
    @Test
    void parametersOfTheDatabaseSink_areThoseOfTheKamelet_withTheirDefaultsAndWords() {
        assertThat(Kamelets.parameters("database-sink"))
                .containsExactlyEntriesOf(Kamelets.declared(TableParameters.list()));
        assertThat(new ArrayList<>(Kamelets.beanProperties("database-sink").keySet()))
                .containsExactlyInAnyOrderElementsOf(TableParameters.list().stream()
                        .map(Setting::name)
                        .map(name -> "parameters[" + name + "]")
                        .toList());
    }

    @Test
    void parametersOfTheJsonLinesSink_areThoseOfTheKamelet() {
        assertThat(Kamelets.parameters("jsonl-sink"))
                .containsExactlyEntriesOf(Kamelets.declared(JsonLinesSink.parameters()));
    }
}
