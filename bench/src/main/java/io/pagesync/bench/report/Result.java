package io.pagesync.bench.report;

import java.util.List;
import java.util.Map;

/**
 * One suite's figures, as they are kept in a file: everything that {@code docs/benchmarks.md} says about it.
 *
 * @param suite its name
 * @param title what it measures
 * @param about how, in a sentence or two
 * @param taken the day
 * @param commit of Pagesync, with a plus sign where the work tree differed
 * @param machine what it ran on: cores, memory, kernel
 * @param versions of what took part
 * @param main the metric that is plotted and compared
 * @param reference the row that others are compared with; empty if there is none
 * @param figures the raw figures
 * @param goals what is to be reached
 * @param notes what a reader must know, such as who could not take part and why
 */
public record Result(
        String suite,
        String title,
        String about,
        String taken,
        String commit,
        Map<String, String> machine,
        Map<String, String> versions,
        String main,
        String reference,
        List<Figure> figures,
        List<Goal> goals,
        List<String> notes) {

    /** The figure of a row and a column; null if there is none. */
    public Figure figure(String name, String metric) {
        return figures.stream()
                .filter(each -> each.name().equals(name) && each.metric().equals(metric))
                .findFirst()
                .orElse(null);
    }

    /** The rows, in their order. */
    public List<String> names() {
        return figures.stream().map(Figure::name).distinct().toList();
    }

    /** The columns, in their order. */
    public List<String> metrics() {
        return figures.stream().map(Figure::metric).distinct().toList();
    }
}
