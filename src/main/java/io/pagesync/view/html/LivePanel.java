package io.pagesync.view.html;

import io.pagesync.report.Summary;
import io.pagesync.report.Times;
import io.pagesync.view.LiveFacts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * An open run, now.
 *
 * @param known whether it is known how many pages there are
 * @param pages how many of them are delivered
 * @param all how many there are; 0 if that is not known
 * @param progress the same in words
 * @param left how long it takes still; empty if nobody can tell
 * @param brake what keeps it from being faster, in one sentence
 * @param rate requests a second, with the limit, in words
 * @param traffic requests, retries, what is in flight, in words
 * @param line the rate of each second, as the points of a line in a box of 240 by 60
 * @param chart whether there are enough of them to draw
 * @param limitY where the limit is in that box; negative if there is none
 * @param limited whether there is a limit
 * @param chartText what the chart shows
 */
record LivePanel(
        boolean known,
        int pages,
        int all,
        String progress,
        String left,
        String brake,
        String rate,
        String traffic,
        String line,
        boolean chart,
        String limitY,
        boolean limited,
        String chartText) {
    private static final int WIDTH = 240;
    private static final int HEIGHT = 60;
    /** So many seconds are drawn. */
    private static final int SECONDS = 120;

    static LivePanel of(LiveFacts live) {
        int all = live.plannedPages() == null ? 0 : live.plannedPages();
        double top = 1.2
                * Math.max(
                        1,
                        live.rates().stream().mapToDouble(Double::doubleValue).reduce(live.limit(), Math::max));
        String limit = live.limit() == 0 ? "" : " of " + Summary.number(live.limit()) + " allowed";
        return new LivePanel(
                all > 0,
                live.pages(),
                all,
                Summary.count(live.records(), live.declaredRecords(), "record", "records") + ", "
                        + Summary.count(live.pages(), live.plannedPages(), "page", "pages")
                        + (live.partitions() == null
                                ? ""
                                : ", "
                                        + Summary.count(
                                                live.partitions().ended(),
                                                live.partitions().all(),
                                                "partition",
                                                "partitions")),
                live.secondsLeft() == null ? "" : Times.length(Duration.ofSeconds(live.secondsLeft())),
                live.why(),
                String.format(Locale.ROOT, "%.1f requests/s%s", live.rate(), limit),
                Summary.count(live.requests(), "request", "requests") + ", "
                        + Summary.count(live.retries(), "retry", "retries") + ", "
                        + live.inFlight() + " of " + live.concurrency() + " in flight",
                points(live.rates(), top),
                live.rates().size() > 1,
                number(HEIGHT - live.limit() / top * HEIGHT),
                live.limit() > 0,
                String.format(
                        Locale.ROOT,
                        "Requests a second over the last %d seconds, now %.1f%s",
                        live.rates().size(),
                        live.rate(),
                        limit));
    }

    /** The newest at the right edge. */
    private static String points(List<Double> rates, double top) {
        StringBuilder points = new StringBuilder();
        double step = (double) WIDTH / (SECONDS - 1);
        for (int i = 0; i < rates.size(); i++) {
            double x = WIDTH - (rates.size() - 1 - i) * step;
            points.append(i == 0 ? "" : " ")
                    .append(number(x))
                    .append(',')
                    .append(number(HEIGHT - rates.get(i) / top * HEIGHT));
        }
        return points.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
