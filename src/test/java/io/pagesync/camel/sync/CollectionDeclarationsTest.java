package io.pagesync.camel.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.settings.Setting;
import io.pagesync.testing.Kamelets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** The declarations and the Kamelet's file say the same of each parameter. */
final class CollectionDeclarationsTest {
    private static final String KAMELET = "collection-source";

    @Test
    void parameters_areThoseOfTheKamelet_withTheirDefaultsAndWords() {
        assertThat(Kamelets.parameters(KAMELET))
                .containsExactlyEntriesOf(Kamelets.declared(CollectionDeclarations.list()));
    }

    @Test
    void parameters_areAllHandedToTheBean() {
        assertThat(new ArrayList<>(Kamelets.beanProperties(KAMELET).keySet()))
                .containsExactlyInAnyOrderElementsOf(CollectionDeclarations.list().stream()
                        .map(Setting::name)
                        .map(name -> "parameters[" + name + "]")
                        .toList());
        assertThat(Kamelets.beanProperties(KAMELET)).allSatisfy((property, value) -> assertThat(property)
                .isEqualTo("parameters[" + value.toString().replaceAll("[{}]|\\?nested=false", "") + "]"));
    }
}
