package io.pagesync.cli.progress;

import io.pagesync.report.RunStatus;
import io.pagesync.report.Summary;
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

    String of(RunStatus run) {
        double rate = rate(System.nanoTime(), run.requests());
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s, %.1f%s req/s, %d in flight",
                Summary.count(run.records(), run.declaredRecords(), "record", "records"),
                rate,
                run.limit() == 0 ? "" : "/" + Summary.number(run.limit()),
                run.inFlight()));
        long left = run.plannedPages() == null ? 0 : run.plannedPages() - run.pages();
        if (rate > 0 && left > 0) {
            text.append(", ").append(clock((long) Math.ceil(left / rate))).append(" left");
        }
        RunStatus.Partitions partitions = run.partitions();
        if (partitions != null) {
            text.append(", ").append(Summary.count(partitions.ended(), partitions.all(), "partition", "partitions"));
            if (partitions.notWhole() > 0) {
                text.append(String.format(Locale.ROOT, " (%,d not whole)", partitions.notWhole()));
            }
        }
        if (run.retries() > 0) {
            text.append(", ").append(Summary.count(run.retries(), "retry", "retries"));
        }
        Duration pause = run.pauseLeft();
        if (pause.toSeconds() > 0) {
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
