package io.pagesync.report;

import io.pagesync.report.RunReport.Failure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The failed pages of a run, for people. What keeps one page from coming or from its destination keeps others, too: it is
 * said once, in the words of the first such page, whose number and URL are all that tells them apart.
 */
public final class FailureLines {
    private FailureLines() {}

    /**
     * A line.
     *
     * @param label the pages that it is of
     * @param text the error
     */
    public record Line(String label, String text) {}

    /** The lines, by the first page of each. */
    public static List<Line> of(List<Failure> failures) {
        Map<String, List<Failure>> alike = new LinkedHashMap<>();
        failures.stream().sorted(Comparator.comparingInt(Failure::page)).forEach(each -> alike.computeIfAbsent(
                        shape(each), shape -> new ArrayList<>())
                .add(each));
        return alike.values().stream().map(FailureLines::line).toList();
    }

    /** The error without the numbers of its URL, and without its page's number. */
    private static String shape(Failure failure) {
        StringBuilder shape = new StringBuilder(failure.page() == 0 ? "0 " : "");
        for (String word : failure.error().split(" ", -1)) {
            boolean own = word.contains("://") || word.equals(Integer.toString(failure.page()));
            shape.append(own ? word.replaceAll("\\d+", "#") : word).append(' ');
        }
        return shape.toString();
    }

    private static Line line(List<Failure> alike) {
        Failure first = alike.get(0);
        if (first.page() == 0) {
            return new Line("error", first.error());
        }
        if (alike.size() == 1) {
            return new Line("page " + first.page(), first.error());
        }
        boolean same = alike.stream().allMatch(each -> each.error().equals(first.error()));
        return new Line(
                "pages " + ranges(alike.stream().map(Failure::page).toList()),
                first.error() + (same ? "" : "; the others alike"));
    }

    /** Numbers in their order, those that follow each other as a range: {@code 4-7, 9}. */
    private static String ranges(List<Integer> pages) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pages.size(); ) {
            int last = i;
            while (last + 1 < pages.size() && pages.get(last + 1) == pages.get(last) + 1) {
                last++;
            }
            text.append(text.isEmpty() ? "" : ", ").append(pages.get(i));
            text.append(last == i ? "" : (last == i + 1 ? ", " : "-") + pages.get(last));
            i = last + 1;
        }
        return text.toString();
    }
}
