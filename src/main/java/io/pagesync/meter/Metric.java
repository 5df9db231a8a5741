package io.pagesync.meter;

import java.util.List;
import java.util.Locale;

/** Everything that is measured: the one list, from which the meters and {@code docs/metrics.md} are made. */
public enum Metric {
    RUNS(
            "pagesync.runs",
            Kind.SUMMARY,
            "seconds",
            "Runs that have ended, by verdict, and how long they took",
            "sync",
            "verdict"),
    ACTIVE("pagesync.runs.active", Kind.GAUGE, "", "Whether a run of the sync is open, 1 or 0", "sync"),
    LAST_START(
            "pagesync.last.start.timestamp",
            Kind.GAUGE,
            "seconds",
            "When the last run began, in seconds since 1970; 0 if there was none",
            "sync"),
    LAST_END(
            "pagesync.last.end.timestamp",
            Kind.GAUGE,
            "seconds",
            "When the last run ended, in seconds since 1970; 0 if there was none",
            "sync"),
    LAST_SUCCESS(
            "pagesync.last.success.timestamp",
            Kind.GAUGE,
            "seconds",
            "When the last run ended that was COMPLETE or REPAIRED, in seconds since 1970; 0 if there was none",
            "sync"),
    NEXT_START(
            "pagesync.next.start.timestamp",
            Kind.GAUGE,
            "seconds",
            "When the sync starts next by its schedule, in seconds since 1970; 0 if it does not",
            "sync"),
    LATE_FROM(
            "pagesync.late.from.timestamp",
            Kind.GAUGE,
            "seconds",
            "From when on the sync is late, if no whole run begins before, in seconds since 1970; 0 if it never is",
            "sync"),
    MISSED(
            "pagesync.starts.missed",
            Kind.COUNTER,
            "",
            "Scheduled starts that did not come in time: made_up later, or left_out because a run was open or could not"
                    + " begin",
            "sync",
            "outcome"),
    PAGES(
            "pagesync.pages",
            Kind.COUNTER,
            "",
            "Pages: delivered as they come; failed, and not_fetched because the run stopped, when it ends",
            "sync",
            "state"),
    RECORDS(
            "pagesync.records",
            Kind.COUNTER,
            "",
            "Records: delivered as they come; refused by a destination, when the run ends",
            "sync",
            "state"),
    RECEIVED("pagesync.received", Kind.COUNTER, "bytes", "Bytes of answers that were read, decompressed", "sync"),
    DRIFT("pagesync.drift", Kind.COUNTER, "", "Signs that a collection changed while it was read", "sync"),
    BLOCKED(
            "pagesync.deletes.blocked",
            Kind.GAUGE,
            "rows",
            "Rows that are gone and wait for pagesync approve, by the last run",
            "sync"),
    REQUESTS(
            "pagesync.requests",
            Kind.HISTOGRAM,
            "seconds",
            "Requests, log-ins included, by status, and how long they took from their permit to the last byte; none is"
                    + " where no whole answer came",
            "api",
            "status"),
    IN_FLIGHT("pagesync.requests.active", Kind.GAUGE, "", "Requests that have a permit and no answer yet", "api"),
    PERMIT_WAIT("pagesync.permit.wait", Kind.SUMMARY, "seconds", "How long requests waited for their permits", "api"),
    RETRIES("pagesync.retries", Kind.COUNTER, "", "Requests that were not the first for their page", "api"),
    PAUSES(
            "pagesync.pauses",
            Kind.COUNTER,
            "",
            "Pauses: the API said for how long (told), refused and did not say (untold), or a limit of the settings was"
                    + " used up for 5 s or more (quota)",
            "api",
            "reason"),
    PAUSE_LEFT(
            "pagesync.pause.left",
            Kind.GAUGE,
            "seconds",
            "How long no request goes out: a pause, a limit that is used up; 0 if there is none",
            "api"),
    RATE_LIMIT("pagesync.rate.limit", Kind.GAUGE, "", "The rate limit in requests a second; 0 for none", "api"),
    QUOTA_LEFT(
            "pagesync.quota.remaining",
            Kind.GAUGE,
            "",
            "Requests that are left of a limit of the settings beside the rate",
            "api",
            "limit"),
    ANNOUNCED_LEFT(
            "pagesync.announced.remaining",
            Kind.GAUGE,
            "",
            "Requests that are left of the API's limit by its newest answer; NaN if it has not said",
            "api"),
    LOG_INS("pagesync.logins", Kind.COUNTER, "", "Log-ins, well or failed", "api", "outcome"),
    CREDENTIALS(
            "pagesync.credentials.failing",
            Kind.GAUGE,
            "",
            "Whether the API refuses what proves who asks, 1 or 0",
            "api"),
    WORK_IN_FLIGHT(
            "pagesync.worker.pages.in.flight",
            Kind.GAUGE,
            "",
            "Pages of runs of a cluster that this process delivers now, as a worker"),
    WORK_PAGES(
            "pagesync.worker.pages",
            Kind.COUNTER,
            "",
            "Pages of runs of a cluster that this process has delivered, or could not, as a worker"),
    UNTOLD_EVENTS(
            "pagesync.events.failed",
            Kind.COUNTER,
            "",
            "Events that the route from direct:pagesync-events could not pass on");

    /** What kind of series it is. */
    public enum Kind {
        /** Grows only. */
        COUNTER("counter"),
        /** What is now. */
        GAUGE("gauge"),
        /** A number and a sum, and beside it the longest of the last minutes. */
        SUMMARY("summary"),
        /** The same in buckets. */
        HISTOGRAM("histogram");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        /** What Prometheus calls it. */
        public String type() {
            return type;
        }
    }

    private final String key;
    private final Kind kind;
    private final String unit;
    private final String help;

    // It is immutable; List.of says so, its type does not.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> labels;

    Metric(String key, Kind kind, String unit, String help, String... labels) {
        this.key = key;
        this.kind = kind;
        this.unit = unit;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** Its name in Micrometer. */
    public String key() {
        return key;
    }

    public Kind kind() {
        return kind;
    }

    /** The unit, empty if it has none. */
    public String unit() {
        return unit;
    }

    /** What it is, in one clause. */
    public String help() {
        return help;
    }

    /** The names of its labels. */
    public List<String> labels() {
        return labels;
    }

    /** Its name in Prometheus; of a counter with _total. */
    public String prometheusName() {
        String name = key.replace('.', '_') + (unit.isEmpty() ? "" : "_" + unit);
        return name + (kind == Kind.COUNTER ? "_total" : "");
    }

    /** Whether its highest value of the last minutes is a gauge of its own, with _max behind the name. */
    public boolean hasMaximum() {
        return kind == Kind.SUMMARY || kind == Kind.HISTOGRAM;
    }

    /** A label's value that is one of a type's words. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
