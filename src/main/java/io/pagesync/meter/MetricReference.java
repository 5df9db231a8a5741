package io.pagesync.meter;

/** The page of all metrics, in Markdown: {@code docs/metrics.md}. */
public final class MetricReference {
    private MetricReference() {}

    /** The whole page. */
    public static String markdown() {
        StringBuilder page = new StringBuilder("""
            # Metrics

            `pagesync serve` has them at `http://127.0.0.1:9480/metrics`, in Prometheus' text format or, where it is asked for,
            OpenMetrics, and sends them to a collector of OpenTelemetry where `pagesync.management.otlp-url` names one; an application of
            yours has the same in its Micrometer registry. There, and by OTLP, their names are without unit and `_total`, with dots. All series are there from the start, before the first run. Labels are names of syncs and APIs,
            limits of the settings, and the words below, nothing that an API says. Counters begin at 0 with the process; times of
            the last runs come from the ledger. What the Java API loads counts for its API and has no `sync`.

            This page is made from `io.pagesync.meter.Metric`, and a test compares it with a scrape.

            | metric | type | labels | meaning |
            |---|---|---|---|
            """);
        for (Metric metric : Metric.values()) {
            row(page, metric.prometheusName(), metric.kind().type(), metric, metric.help());
            if (metric.hasMaximum()) {
                row(page, metric.prometheusName() + "_max", "gauge", metric, "the longest of the last minutes");
            }
        }
        return page.append("""

            | label | values |
            |---|---|
            | `sync`, `api` | names of syncs and APIs |
            | `verdict` | `complete`, `repaired`, `drifted`, `partial`, `failed` |
            | `status` | `2xx`, `3xx`, `401`, `429`, `4xx` (the others), `5xx`, `none` |
            | `limit` | a limit of `pagesync.api.NAME.limits`, such as `5000/h` |

            [Alert rules](../deploy/prometheus-rules.yaml) for Prometheus are in `deploy/`.
            """).toString();
    }

    private static void row(StringBuilder page, String name, String type, Metric metric, String help) {
        page.append("| `")
                .append(name)
                .append("` | ")
                .append(type)
                .append(" | ")
                .append(String.join(", ", metric.labels()))
                .append(" | ")
                .append(help)
                .append(" |\n");
    }
}
