package io.pagesync.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.testing.Kamelets;
import org.junit.jupiter.api.Test;

/** The declaration and the Kamelet's file say the same of each parameter. */
final class KafkaParametersTest {
    @Test
    void parameters_areThoseOfTheKamelet() {
        assertThat(Kamelets.parameters("kafka-sink"))
                .containsExactlyEntriesOf(Kamelets.declared(KafkaKind.parameters()));
    }
}
