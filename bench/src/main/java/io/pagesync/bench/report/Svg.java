package io.pagesync.bench.report;

import java.util.Locale;

/** The few pieces of SVG that the charts are made of. */
final class Svg {
    private Svg() {}

    static void open(StringBuilder svg, int width, int height, String title) {
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">%n<title>%3$s</title>%n"
                        + "<style>.title{font-weight:bold;font-size:14px}</style>%n"
                        + "<rect width=\"%1$d\" height=\"%2$d\" fill=\"#fff\"/>%n",
                width,
                height,
                escape(title)));
    }

    static void text(StringBuilder svg, double x, double y, String anchor, String style, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s fill=\"#222\">%s</text>%n",
                x,
                y,
                anchor,
                style.isEmpty() ? "" : " class=\"" + style + "\"",
                escape(text)));
    }

    static void line(StringBuilder svg, double x1, double y1, double x2, double y2, String colour) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
                x1,
                y1,
                x2,
                y2,
                colour));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
