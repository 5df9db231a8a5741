package io.pagesync.bench.report;

import io.pagesync.bench.harness.Usage;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A result in the making. */
public final class Draft {
    private final String suite;
    private final String title;
    private final String about;
    private final String main;
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final List<Figure> figures = new ArrayList<>();
    private final List<Goal> goals = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private String reference = "";

    /** A draft without figures; {@code main} is the metric that is plotted. */
    public Draft(String suite, String title, String main, String about) {
        this.suite = suite;
        this.title = title;
        this.main = main;
        this.about = about;
    }

    /** Compares all rows with this one. */
    public Draft comparedWith(String name) {
        reference = name;
        return this;
    }

    /** Adds a figure. */
    public void add(String name, String metric, String unit, List<Double> values) {
        figures.add(new Figure(name, metric, unit, values));
    }

    /** Adds wall time, processor time and memory of each contestant. */
    public void add(Map<String, List<Usage>> usages) {
        usages.forEach((name, list) -> {
            if (!list.isEmpty()) {
                add(name, "wall", "s", values(list, Usage::wallSeconds));
                add(name, "CPU", "s", values(list, Usage::cpuSeconds));
                add(name, "peak RSS", "MB", values(list, Usage::peakMegabytes));
            }
        });
    }

    /** The median of a figure; not a number where there is none. */
    public double median(String name, String metric) {
        return figures.stream()
                .filter(each -> each.name().equals(name) && each.metric().equals(metric))
                .findFirst()
                .map(Figure::median)
                .orElse(Double.NaN);
    }

    /** A goal: a number that must not be above a limit; left out where it could not be measured. */
    public void atMost(String what, double number, double limit, String unit) {
        goal(what, "at most ", number, limit, unit, number <= limit);
    }

    /** A goal: a number that must not be below a limit; left out where it could not be measured. */
    public void atLeast(String what, double number, double limit, String unit) {
        goal(what, "at least ", number, limit, unit, number >= limit);
    }

    private void goal(String what, String relation, double number, double limit, String unit, boolean met) {
        if (!Double.isNaN(number)) {
            goals.add(new Goal(what, relation + Numbers.text(limit) + unit, Numbers.text(number) + unit, met));
        }
    }

    /** Says something a reader must know. */
    public void note(String text) {
        notes.add(text);
    }

    /** Names what took part. */
    public void version(String what, String version) {
        versions.put(what, version);
    }

    /** The result, of this machine, today. */
    public Result result(String commit) {
        versions.putIfAbsent("Java", System.getProperty("java.version"));
        return new Result(
                suite,
                title,
                about,
                LocalDate.now(ZoneOffset.UTC).toString(),
                commit,
                Machine.facts(),
                versions,
                main,
                reference,
                figures,
                goals,
                notes);
    }

    private static List<Double> values(List<Usage> usages, ToDoubleFunction<Usage> value) {
        return usages.stream()
                .map(each -> Double.parseDouble(String.format(Locale.ROOT, "%.3f", value.applyAsDouble(each))))
                .toList();
    }
}
