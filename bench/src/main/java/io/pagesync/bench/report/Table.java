package io.pagesync.bench.report;

import java.util.ArrayList;
import java.util.List;

/** A result as a table in Markdown: medians, in brackets the lowest and the highest, and the ratio to the reference. */
final class Table {
    private final Result result;

    Table(Result result) {
        this.result = result;
    }

    String markdown() {
        List<String> lines = new ArrayList<>();
        boolean compares = !result.reference().isEmpty();
        List<String> head = new ArrayList<>(List.of(""));
        for (String metric : result.metrics()) {
            head.add(metric + unit(metric));
            if (compares && metric.equals(result.main())) {
                head.add("ratio");
            }
        }
        lines.add(row(head));
        lines.add("|---|" + "---:|".repeat(head.size() - 1));
        for (String name : result.names()) {
            List<String> cells = new ArrayList<>(List.of(name));
            for (String metric : result.metrics()) {
                Figure figure = result.figure(name, metric);
                cells.add(figure == null ? "" : cell(figure));
                if (compares && metric.equals(result.main())) {
                    Figure reference = result.figure(result.reference(), metric);
                    cells.add(figure == null ? "" : Numbers.ratio(figure.median() / reference.median()));
                }
            }
            lines.add(row(cells));
        }
        return String.join("\n", lines);
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private String unit(String metric) {
        return result.figures().stream()
                .filter(each -> each.metric().equals(metric) && !each.unit().isEmpty())
                .findFirst()
                .map(each -> ", " + each.unit())
                .orElse("");
    }

    private static String cell(Figure figure) {
        String median = Numbers.text(figure.median());
        String spread = Numbers.text(figure.lowest()) + " to " + Numbers.text(figure.highest());
        return figure.lowest() == figure.highest() ? median : median + " (" + spread + ")";
    }
}
