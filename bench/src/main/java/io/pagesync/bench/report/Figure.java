package io.pagesync.bench.report;

import java.util.Arrays;
import java.util.List;

/**
 * What was measured of one contestant or case.
 *
 * @param name whose it is: the row of the table
 * @param metric what it is: the column of the table
 * @param unit of the values; empty for a number of things
 * @param values raw, one a round, in their order
 */
public record Figure(String name, String metric, String unit, List<Double> values) {
    /** The middle value; of an even number of them, the mean of the two in the middle. */
    public double median() {
        double[] sorted = sorted();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** The lowest value. */
    public double lowest() {
        return sorted()[0];
    }

    /** The highest value. */
    public double highest() {
        return sorted()[values.size() - 1];
    }

    private double[] sorted() {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
