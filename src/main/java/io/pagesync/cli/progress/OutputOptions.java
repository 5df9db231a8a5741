package io.pagesync.cli.progress;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pagesync.page.Json;
import io.pagesync.report.RunReport;
import io.pagesync.report.Summary;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** What is told on standard error. */
public final class OutputOptions {
    @Option(
            names = {"-q", "--quiet"},
            description = "No progress, no summary; errors only.")
    private boolean quiet;

    @Option(names = "--json", description = "The run's report as one line of JSON, last on standard error.")
    private boolean json;

    boolean quiet() {
        return quiet && !Logs.verbose();
    }

    void print(RunReport report, PrintWriter err) {
        if (!quiet() || report.exitCode() != 0) {
            err.print(Summary.of(report));
        }
        if (json) {
            err.println(json(report));
        }
        err.flush();
    }

    public static String json(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
