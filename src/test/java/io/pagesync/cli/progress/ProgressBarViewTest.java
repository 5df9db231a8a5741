package io.pagesync.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.cli.progress.OutputOptions.Colour;
import io.pagesync.report.RunStatus;
import io.pagesync.report.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The line on a terminal, whatever its width. */
final class ProgressBarViewTest {
    private static RunStatus status(@Nullable Integer planned, Duration pause) {
        return new RunStatus(
                "id",
                "packages",
                Verdict.COMPLETE,
                planned,
                1234,
                planned == null ? null : 1_234_500L,
                617_000,
                1240,
                3,
                10,
                10,
                pause,
                new RunStatus.Partitions(12L, 7, 1));
    }

    private static String line(RunStatus run, int columns, boolean unicode) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        try (ProgressBarView view = new ProgressBarView(
                run.sync(), columns, unicode, new PrintStream(shown, true, StandardCharsets.UTF_8))) {
            view.show(run);
        }
        return shown.toString(StandardCharsets.UTF_8).replace("\r\u001b[K", "").stripTrailing();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 20, 40, 59, 60, 61, 80, 100, 120, 200})
    void line_fitsTheTerminal(int columns) {
        for (boolean unicode : new boolean[] {true, false}) {
            assertThat(line(status(2469, Duration.ZERO), columns, unicode).length())
                    .isLessThan(columns);
            assertThat(line(status(null, Duration.ofMinutes(3)), columns, unicode)
                            .length())
                    .isLessThan(columns);
        }
    }

    @Test
    void line_narrow_hasWhatMattersMost() {
        assertThat(line(status(2469, Duration.ZERO), 40, true)).isEqualTo("1,234/2,469 pages, 10 in flight");
        assertThat(line(status(2469, Duration.ofMinutes(3)), 45, true))
                .matches("1,234/2,469 pages, paused until \\d\\d:\\d\\d(:\\d\\d)?");
    }

    @Test
    void line_wide_hasAllOfIt_andABar() {
        assertThat(line(status(2469, Duration.ZERO), 160, false))
                .isEqualTo("packages ##############................ 1,234/2,469 pages, 617,000/1,234,500 records,"
                        + " 0.0/10 req/s, 10 in flight, 7/12 partitions (1 not whole), 3 retries");
        assertThat(line(status(2469, Duration.ZERO), 160, true)).startsWith("packages ██████████████▉  ");
    }

    @Test
    void line_withoutAKnownEnd_hasNoBar() {
        assertThat(line(status(null, Duration.ZERO), 80, true))
                .isEqualTo("packages 1,234 pages, 617,000 records, 0.0/10 req/s, 10 in flight");
    }

    @Test
    void nothingShown_leavesNothing() {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        new ProgressBarView("packages", 80, true, new PrintStream(shown, true, StandardCharsets.UTF_8)).close();
        assertThat(shown.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO, 80, '', xterm, true",
        "AUTO, 80, 1, xterm, false",
        "AUTO, 80, '', dumb, false",
        "AUTO, 0, '', xterm, false",
        "ALWAYS, 0, 1, dumb, true",
        "NEVER, 80, '', xterm, false"
    })
    void colour_isForTerminals_thatWantIt(Colour colour, int columns, String noColor, String term, boolean coloured) {
        assertThat(OutputOptions.coloured(colour, columns, Map.of("NO_COLOR", noColor, "TERM", term)))
                .isEqualTo(coloured);
    }
}
