package io.pagesync.cli;

import io.pagesync.run.Progress;
import io.pagesync.run.Run;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Where a run is, in words: records, rate against limit, in flight, time left, retries, pause. */
final class ProgressText {
    private static final long WINDOW_NANOS = 5_000_000_000L;

    private final Deque<long[]> samples = new ArrayDeque<>();

    String of(Run run) {
        Progress progress = run.progress();
        double rate = rate(System.nanoTime(), progress.requests());
        double limit = run.api().settings().rateLimit();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d/%,d records, %.1f%s req/s, %d in flight",
                progress.records(),
                progress.declaredRecords(),
                rate,
                limit == 0 ? "" : "/" + Summary.number(limit),
                run.api().inFlight()));
        long left = progress.plannedPages() - progress.pages();
        if (rate > 0 && left > 0) {
            text.append(", ").append(clock((long) Math.ceil(left / rate))).append(" left");
        }
        if (progress.retries() > 0) {
            text.append(", ").append(Summary.count(progress.retries(), "retry", "retries"));
        }
        Duration pause = run.api().pace().pauseLeft();
        if (pause.toMillis() > 0) {
            LocalTime until = LocalTime.ofInstant(Instant.now().plus(pause), ZoneId.systemDefault());
            text.append(", paused until ").append(until.truncatedTo(ChronoUnit.SECONDS));
        }
        return text.toString();
    }

    /** Requests a second over the last seconds. */
    private double rate(long now, long requests) {
        samples.addLast(new long[] {now, requests});
        while (samples.size() > 2 && now - samples.getFirst()[0] > WINDOW_NANOS) {
            samples.removeFirst();
        }
        long[] first = samples.getFirst();
        double seconds = (now - first[0]) / 1e9;
        return seconds == 0 ? 0 : (requests - first[1]) / seconds;
    }

    private static String clock(long seconds) {
        return seconds >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }
}
