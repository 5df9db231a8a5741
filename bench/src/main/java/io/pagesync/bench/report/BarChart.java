package io.pagesync.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The main metric of a result as bars, each with its spread as a thin line; an SVG that needs nothing else. */
final class BarChart {
    private static final int WIDTH = 760;
    private static final int LEFT = 230;
    private static final int RIGHT = 90;
    private static final int TOP = 44;
    private static final int ROW = 30;
    private static final int BAR = 18;

    private final Result result;

    BarChart(Result result) {
        this.result = result;
    }

    String svg() {
        List<Figure> figures = result.names().stream()
                .map(name -> result.figure(name, result.main()))
                .filter(Objects::nonNull)
                .toList();
        double most = figures.stream().mapToDouble(Figure::highest).max().orElse(1);
        int height = TOP + ROW * figures.size() + 12;
        StringBuilder svg = new StringBuilder();
        Svg.open(svg, WIDTH, height, result.title());
        String unit = figures.isEmpty() ? "" : figures.get(0).unit();
        Svg.text(
                svg,
                12,
                26,
                "start",
                "title",
                result.title() + ": " + result.main() + (unit.isEmpty() ? "" : ", " + unit));
        for (int i = 0; i < figures.size(); i++) {
            bar(svg, figures.get(i), TOP + i * ROW, (WIDTH - LEFT - RIGHT) / most);
        }
        return svg.append("</svg>\n").toString();
    }

    private void bar(StringBuilder svg, Figure figure, int top, double scale) {
        double middle = top + BAR / 2.0;
        boolean ours = figure.name().startsWith("Pagesync");
        Svg.text(svg, LEFT - 10, middle + 4, "end", "", figure.name());
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                LEFT,
                top,
                Math.max(1, figure.median() * scale),
                BAR,
                ours ? "#1b6ca8" : "#a9b8c4"));
        double low = LEFT + figure.lowest() * scale;
        double high = LEFT + figure.highest() * scale;
        Svg.line(svg, low, middle, high, middle, "#222");
        Svg.line(svg, low, middle - 4, low, middle + 4, "#222");
        Svg.line(svg, high, middle - 4, high, middle + 4, "#222");
        Svg.text(
                svg,
                Math.max(high, LEFT + figure.median() * scale) + 8,
                middle + 4,
                "start",
                "",
                Numbers.text(figure.median()));
    }
}
