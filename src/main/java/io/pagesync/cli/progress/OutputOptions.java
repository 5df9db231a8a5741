package io.pagesync.cli.progress;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pagesync.page.Json;
import io.pagesync.report.RunReport;
import io.pagesync.report.Summary;
import io.pagesync.report.Verdict;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** What is told on standard error. */
public final class OutputOptions {
    @Option(
            names = {"-q", "--quiet"},
            description = "No progress, no summary; errors only.")
    private boolean quiet;

    @Option(names = "--json", description = "The run's report as one line of JSON, last on standard error.")
    private boolean json;

    /** When the verdict is coloured. */
    public enum Colour {
        /** On a terminal, unless {@code NO_COLOR} is set or the terminal is a dumb one. */
        AUTO,
        ALWAYS,
        NEVER
    }

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Colours the verdict: auto, always or never (${DEFAULT-VALUE}: on a terminal, unless NO_COLOR"
                    + " is set).")
    private Colour colour = Colour.AUTO;

    boolean quiet() {
        return quiet && !Logs.verbose();
    }

    /** Says a sentence, unless it is to be quiet. */
    public void tell(PrintWriter err, String sentence) {
        if (!quiet()) {
            // Over the bar, if there is one, which is drawn again below.
            err.println((ProgressView.columns() > 0 ? ProgressBarView.OVER : "") + "pagesync: " + sentence);
            err.flush();
        }
    }

    /** Prints a run's summary, in the colour of its verdict, and its report where that is asked for. */
    public void print(RunReport report, PrintWriter err) {
        if (!quiet() || report.exitCode() != 0) {
            String name = report.verdict().toString();
            boolean coloured = coloured(colour, ProgressView.columns(), System.getenv());
            err.print((coloured ? coloured(report.verdict()) : name)
                    + Summary.of(report).substring(name.length()));
        }
        if (json) {
            err.println(json(report));
        }
        err.flush();
    }

    /** Whether there is to be colour; by the convention of no-color.org, an empty {@code NO_COLOR} is none. */
    static boolean coloured(Colour colour, int columns, Map<String, String> environment) {
        return switch (colour) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO ->
                columns > 0
                        && environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !"dumb".equals(environment.get("TERM"));
        };
    }

    private static String coloured(Verdict verdict) {
        String style =
                switch (verdict) {
                    case COMPLETE, REPAIRED -> "green";
                    case DRIFTED, PARTIAL -> "yellow";
                    case FAILED -> "red";
                };
        return Ansi.ON.string("@|bold," + style + " " + verdict + "|@");
    }

    public static String json(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
