package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Pagesync says of itself. */
final class HelpTest {
    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void version_any_namesPagesyncCamelAndJava(String option) {
        CommandRun run = CommandRun.of(option);

        assertThat(run.code()).isZero();
        assertThat(run.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("pagesync \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?"),
                        line -> assertThat(line).matches("Apache Camel 4\\.\\d+\\.\\d+"),
                        line -> assertThat(line).startsWith("Java "));
    }

    @Test
    void version_ofACommand_isThatOfPagesync() {
        assertThat(CommandRun.of("load", "--version").out())
                .isEqualTo(CommandRun.of("--version").out());
    }

    @Test
    void help_ofPagesync_namesCommandsExamplesAndExitCodes() {
        CommandRun run = CommandRun.of("--help");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .startsWith("Usage: pagesync [-hV] COMMAND\n")
                .contains("  load  ", "  plan  ", "  preview  ", "  sandbox  ", "  demo  ", "  generate-completion  ")
                .contains("Examples:", "  pagesync plan 'https", "Exit codes: 0 complete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"load", "plan", "preview"})
    void help_ofACommand_teachesByExampleAndFitsItsWidth(String command) {
        CommandRun run = CommandRun.of(command, "--help");

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("Usage: pagesync " + command + " [OPTIONS] URL\n")
                .containsPattern("Examples?:\n  pagesync " + command + " 'https://api.example.com/")
                .doesNotContain("${", "null");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(run.out().lines().filter(line -> line.startsWith("  pagesync ")))
                .allMatch(line -> line.chars().filter(c -> c == '\'').count() % 2 == 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run | [OPTIONS] SYNC... | --fresh",
                "runs | [OPTIONS] [SYNC] | pagesync runs show [OPTIONS] ID",
                "status | [OPTIONS] [SYNC...] | 0 fresh or running, 3 late or drifted",
                "retry | [OPTIONS] RUN | RUN  ",
                "reset | [OPTIONS] SYNC | refused, with exit code 5"
            })
    void help_ofACommandOnRuns_namesWhatItTakes(String command, String synopsis, String said) {
        CommandRun run = CommandRun.of(command, "--help");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .startsWith("Usage: pagesync " + command + " " + synopsis + "\n")
                .contains(said)
                .containsPattern("(?s)Examples?:\n.*  pagesync " + command)
                .doesNotContain("${", "null");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void help_ofLoad_namesTheDefaultOfEveryNumber() {
        assertThat(CommandRun.of("load", "--help").out())
                .contains("0 for none (10)", "in flight (10)", "may pass (3)", "run stops (5m)", "(/data)", "(/total)");
    }

    @Test
    void pagesync_withoutACommand_isWrongUsage_andShowsItsHelp() {
        CommandRun run = CommandRun.of();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo(CommandRun.of("--help").out());
    }

    @Test
    void help_asACommand_isTheSame() {
        assertThat(CommandRun.of("help"))
                .isEqualTo(CommandRun.of("--help"))
                .extracting(CommandRun::code)
                .isEqualTo(0);
        assertThat(CommandRun.of("help", "load")).isEqualTo(CommandRun.of("load", "--help"));
    }

    @Test
    void completion_generated_isAScriptThatBashTakes() throws Exception {
        CommandRun run = CommandRun.of("generate-completion");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .startsWith("#!/usr/bin/env bash")
                .contains("--bearer-env", "--on-page-failure")
                .contains("(\"arrival\" \"page\") # --order")
                .containsPattern(
                        "(?s)function _picocli_pagesync_run\\(\\).*?\"\\$\\{COMP_WORDS\\[0\\]\\}\" list --names");
        Process bash =
                new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        try (var in = bash.getOutputStream()) {
            in.write(run.out().getBytes(StandardCharsets.UTF_8));
        }
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(bash.waitFor()).isZero();
    }
}
