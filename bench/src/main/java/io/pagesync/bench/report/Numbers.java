package io.pagesync.bench.report;

import java.util.Locale;

/** Numbers as the tables write them: three digits that count. */
public final class Numbers {
    private Numbers() {}

    /** The number, rounded. */
    public static String text(double number) {
        double size = Math.abs(number);
        if (size >= 1000) {
            return String.format(Locale.ROOT, "%,d", Math.round(number));
        }
        if (number == Math.rint(number) && size < 1000) {
            return String.format(Locale.ROOT, "%d", (long) number);
        }
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", number);
    }

    /** A ratio. */
    public static String ratio(double ratio) {
        return String.format(Locale.ROOT, ratio >= 10 ? "%.1f" : "%.2f", ratio);
    }
}
