package io.pagesync.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The part of {@code docs/benchmarks.md} between its two marks, and the charts beside it. */
public final class Document {
    private static final String BEGIN = "<!-- figures: written by bench/run -->";
    private static final String END = "<!-- end of figures -->";

    private final Path file;

    /** A document that has both marks. */
    public Document(Path file) {
        this.file = file;
    }

    /** Writes the results in place of those that stood there. */
    public void write(List<Result> results) throws IOException {
        String text = Files.readString(file);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(file.getFileName() + " lacks its marks " + BEGIN + " and " + END);
        }
        StringBuilder figures = new StringBuilder(goals(results));
        Path charts = file.resolveSibling("benchmarks");
        Files.createDirectories(charts);
        for (Result result : results) {
            figures.append(section(result));
            Files.writeString(charts.resolve(result.suite() + ".svg"), new BarChart(result).svg());
        }
        Files.writeString(file, text.substring(0, begin) + BEGIN + "\n\n" + figures + text.substring(end));
    }

    /** A result as it is printed, too. */
    public static String section(Result result) {
        StringBuilder text = new StringBuilder("## " + result.title() + "\n\n" + result.about() + "\n\n");
        text.append(new Table(result).markdown()).append("\n\n");
        text.append("![")
                .append(result.title())
                .append("](benchmarks/")
                .append(result.suite())
                .append(".svg)\n\n");
        result.notes().forEach(note -> text.append("- ").append(note).append('\n'));
        text.append(result.notes().isEmpty() ? "" : "\n");
        text.append("`bench/run ")
                .append(result.suite())
                .append("`, ")
                .append(result.taken())
                .append(", commit ");
        text.append(result.commit()).append(": ").append(list(result.machine())).append("; ");
        return text.append(list(result.versions())).append(".\n\n").toString();
    }

    private static String goals(List<Result> results) {
        String rows = results.stream()
                .flatMap(result -> result.goals().stream()
                        .map(goal -> "| " + goal.what() + " | " + goal.asked() + " | " + goal.reached() + " | "
                                + (goal.met() ? "yes" : "**no**") + " |\n"))
                .collect(Collectors.joining());
        return rows.isEmpty() ? "" : "| what | goal | measured | reached |\n|---|---|---|---|\n" + rows + "\n";
    }

    private static String list(Map<String, String> facts) {
        return facts.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }
}
