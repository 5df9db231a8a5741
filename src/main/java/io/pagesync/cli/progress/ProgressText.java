package io.pagesync.cli.progress;

import io.pagesync.report.RunStatus;
import io.pagesync.report.Summary;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** Where a run is, in words: pages, records, rate against limit, in flight, time left, retries, pause. */
final class ProgressText {
    private static final long WINDOW_NANOS = 5_000_000_000L;
    private static final String BETWEEN = ", ";

    private final Deque<long[]> samples = new ArrayDeque<>();

    /**
     * One thing to say.
     *
     * @param rank how soon it is missed where there is no room for all: 1 first
     */
    private record Part(int rank, String text) {}

    /** All of it, at this moment of the monotonic clock. */
    String of(RunStatus run, long now) {
        return fitting(run, now, Integer.MAX_VALUE);
    }

    /** As much of it as fits into so many columns, at this moment of the monotonic clock; what matters most stays longest. */
    String fitting(RunStatus run, long now, int columns) {
        List<Part> parts = parts(run, rate(now, run.requests()));
        while (parts.size() > 1 && joined(parts).length() > columns) {
            parts.remove(parts.stream().max(Comparator.comparingInt(Part::rank)).orElseThrow());
        }
        String text = joined(parts);
        return text.substring(0, Math.min(text.length(), columns));
    }

    private static String joined(List<Part> parts) {
        return String.join(BETWEEN, parts.stream().map(Part::text).toList());
    }

    private static List<Part> parts(RunStatus run, double rate) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(2, Summary.count(run.pages(), run.plannedPages(), "page", "pages")));
        parts.add(new Part(6, Summary.count(run.records(), run.declaredRecords(), "record", "records")));
        String limit = run.limit() == 0 ? "" : "/" + Summary.number(run.limit());
        parts.add(new Part(5, String.format(Locale.ROOT, "%.1f%s req/s", rate, limit)));
        parts.add(new Part(4, String.format(Locale.ROOT, "%d in flight", run.inFlight())));
        long left = run.plannedPages() == null ? 0 : run.plannedPages() - run.pages();
        if (rate > 0 && left > 0) {
            parts.add(new Part(3, clock((long) Math.ceil(left / rate)) + " left"));
        }
        RunStatus.Partitions partitions = run.partitions();
        if (partitions != null) {
            String notWhole = partitions.notWhole() == 0
                    ? ""
                    : String.format(Locale.ROOT, " (%,d not whole)", partitions.notWhole());
            parts.add(new Part(
                    7, Summary.count(partitions.ended(), partitions.all(), "partition", "partitions") + notWhole));
        }
        if (run.retries() > 0) {
            parts.add(new Part(8, Summary.count(run.retries(), "retry", "retries")));
        }
        Duration pause = run.pauseLeft();
        if (pause.toSeconds() > 0) {
            LocalTime until = LocalTime.ofInstant(Instant.now().plus(pause), ZoneId.systemDefault());
            parts.add(new Part(1, "paused until " + until.truncatedTo(ChronoUnit.SECONDS)));
        }
        return parts;
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
