package io.pagesync.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What became of a run's partitions, for people: how many ended in which verdict, and the first ones that are not whole. */
final class PartitionLines {
    private PartitionLines() {}

    static List<FailureLines.Line> of(RunReport.Partitions partitions) {
        List<FailureLines.Line> lines = new ArrayList<>();
        lines.add(new FailureLines.Line("partitions", counts(partitions)));
        RunReport.PartitionList list = partitions.list();
        if (list != null) {
            lines.add(new FailureLines.Line(
                    "list",
                    String.format(
                            Locale.ROOT,
                            "%s, %s of %s",
                            list.verdict(),
                            Summary.count(
                                    list.records().delivered(), list.records().declared(), "record", "records"),
                            list.url())));
            list.why().forEach(why -> lines.add(new FailureLines.Line("", why)));
        }
        for (RunReport.NotWhole one : partitions.notWhole()) {
            String name = one.partition() + ": ";
            lines.add(new FailureLines.Line(
                    one.verdict().toString(), name + one.why().get(0)));
            one.why().stream().skip(1).forEach(why -> lines.add(new FailureLines.Line("", name + why)));
        }
        long more = notWhole(partitions.verdicts()) - partitions.notWhole().size();
        if (more > 0 && !partitions.notWhole().isEmpty()) {
            lines.add(new FailureLines.Line("", String.format(Locale.ROOT, "and %,d more that are not whole", more)));
        }
        return lines;
    }

    private static String counts(RunReport.Partitions partitions) {
        StringBuilder text = new StringBuilder();
        long ended = 0;
        for (Map.Entry<Verdict, Long> each : partitions.verdicts().entrySet()) {
            text.append(text.length() == 0 ? "" : ", ")
                    .append(String.format(Locale.ROOT, "%,d %s", each.getValue(), each.getKey()));
            ended += each.getValue();
        }
        text.append(text.length() == 0 ? "none" : "");
        Long all = partitions.all();
        if (all == null) {
            text.append(", of nobody knows how many");
        } else if (all > ended) {
            text.append(String.format(Locale.ROOT, ", of %,d", all));
        }
        if (partitions.empty() > 0) {
            text.append(String.format(Locale.ROOT, "; %,d of them empty", partitions.empty()));
        }
        if (partitions.halved() > 0) {
            text.append("; ")
                    .append(Summary.count(partitions.halved(), "larger one was", "larger ones were"))
                    .append(" halved");
        }
        return text.toString();
    }

    private static long notWhole(Map<Verdict, Long> verdicts) {
        return verdicts.entrySet().stream()
                .filter(each -> !each.getKey().whole())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
