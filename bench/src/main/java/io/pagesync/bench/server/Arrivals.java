package io.pagesync.bench.server;

import java.util.Arrays;

/** When each request arrived, in nanoseconds, and how many of them were refused. */
final class Arrivals {
    private long[] times = new long[1 << 16];
    private int count;
    private int refused;

    void add(long now, boolean accepted) {
        if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
        }
        times[count++] = now;
        refused += accepted ? 0 : 1;
    }

    /** {@code refused}, then each arrival in nanoseconds after the first, separated by line breaks. */
    String text() {
        StringBuilder text = new StringBuilder(12 * count).append(refused);
        for (int i = 0; i < count; i++) {
            text.append('\n').append(times[i] - times[0]);
        }
        return text.toString();
    }
}
