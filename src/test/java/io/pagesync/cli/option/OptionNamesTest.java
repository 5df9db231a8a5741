package io.pagesync.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.sync.CollectionDeclarations;
import io.pagesync.cli.LoadCommand;
import io.pagesync.cli.Pagesync;
import io.pagesync.config.Catalog;
import io.pagesync.settings.Naming;
import io.pagesync.settings.Setting;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What errors name to the user of the command line is there. */
final class OptionNamesTest {
    /** What the URL says, or what no load has. */
    private static final Set<String> NOT_OF_A_LOAD = Set.of(
            "api",
            "name",
            "path",
            "query",
            "schedule",
            "timeZone",
            "misfire",
            "resumeMaxAge",
            "maxAge",
            "spool",
            "gather",
            "sorted",
            "sinceField",
            "sinceParameter",
            "sinceOverlap",
            "sinceStart",
            "sinceKept",
            "fullSchedule");

    private final Naming names = new OptionNames();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate-limit",
                "concurrency",
                "attempts",
                "max-pause",
                "response-timeout",
                "max-answer",
                "proxy",
                "ca-file",
                "client-certificate",
                "auth.type"
            })
    void setting_isNamedByAnOptionThatIsThere_withItsDefault(String setting) {
        OptionSpec option = option(names.setting(setting));

        assertThat(Catalog.find("pagesync.api.t3." + setting))
                .hasValueSatisfying(declared ->
                        assertThat(String.valueOf(option.defaultValueString())).isIn(declared.defaultText(), "null"));
    }

    static Stream<Setting<?>> parameters() {
        return CollectionDeclarations.list().stream().filter(parameter -> !NOT_OF_A_LOAD.contains(parameter.name()));
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void parameter_isNamedByAnOptionThatIsThere_withItsDefaultAndWords(Setting<?> parameter) {
        OptionSpec option = option(names.parameter(parameter.name()));

        assertThat(option.defaultValueString())
                .isEqualTo(parameter.defaultText().isEmpty() ? "null" : parameter.defaultText());
        assertThat(parameter.form().words())
                .isEqualTo(
                        parameter.form().words().isEmpty()
                                ? List.of()
                                : List.of(option.paramLabel().split("\\|", -1)));
    }

    private static OptionSpec option(String named) {
        return Objects.requireNonNull(
                Pagesync.withForms(new CommandLine(new LoadCommand()))
                        .getCommandSpec()
                        .optionsMap()
                        .get(named.replaceFirst(" .*", "")),
                named);
    }
}
