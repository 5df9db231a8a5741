package io.pagesync.database.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.testing.Kamelets;
import org.junit.jupiter.api.Test;

/** The declarations and the Kamelet's file say the same of each parameter. */
final class TableParametersTest {
    @Test
    void parameters_areThoseOfTheKamelet_withTheirDefaultsAndWords() {
        assertThat(Kamelets.parameters("database-sink"))
                .containsExactlyEntriesOf(Kamelets.declared(TableParameters.list()));
        assertThat(Kamelets.beanProperties("database-sink"))
                .containsKeys(TableParameters.list().stream()
                        .map(each -> "parameters[" + each.name() + "]")
                        .toArray(String[]::new));
    }
}
