package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.settings.Naming;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What errors name to the user of the command line is there. */
final class OptionNamesTest {
    private final Naming names = new OptionNames();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate-limit",
                "concurrency",
                "attempts",
                "max-pause",
                "ca-file",
                "client-certificate",
                "auth.type"
            })
    void setting_isNamedByAnOptionThatIsThere(String setting) {
        assertIsThere(names.setting(setting));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pageParameter",
                "sizeParameter",
                "pageSize",
                "firstPage",
                "records",
                "total",
                "size",
                "key",
                "scope",
                "order",
                "verify",
                "onPageFailure",
                "batchSize"
            })
    void parameter_isNamedByAnOptionThatIsThere(String parameter) {
        assertIsThere(names.parameter(parameter));
    }

    private static void assertIsThere(String named) {
        assertThat(new CommandLine(new LoadCommand()).getCommandSpec().optionsMap())
                .containsKey(named.replaceFirst(" .*", ""));
    }
}
