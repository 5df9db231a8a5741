package io.pagesync.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pagesync.ledger.RunEntry;
import io.pagesync.report.RunReport;
import io.pagesync.report.Summary;
import io.pagesync.report.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger has of a run, as JSON has it.
 *
 * @param run the run's id
 * @param sync the sync's name
 * @param url the collection, without secrets
 * @param state running, cut short, or ended
 * @param verdict its verdict; null as long as it has none
 * @param evidence what the verdict rests on
 * @param owner who runs it, or did last
 * @param attempts how many processes have worked on it
 * @param started when it was opened first, ISO 8601 in UTC
 * @param seen the last sign of life
 * @param seconds from the one to the other
 * @param pages how many pages are done
 * @param records how many records of them were delivered
 * @param reason what its verdict rests on, what speaks against it, or who runs it, in few words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunFacts(
        String run,
        String sync,
        String url,
        String state,
        @Nullable String verdict,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> evidence,
        String owner,
        int attempts,
        String started,
        String seen,
        double seconds,
        int pages,
        long records,
        String reason) {

    public static RunFacts of(RunEntry run) {
        RunReport report = run.report();
        return new RunFacts(
                run.id(),
                run.sync(),
                run.url(),
                words(run.state()),
                report == null ? null : report.verdict().toString(),
                report == null ? List.of() : report.evidence(),
                run.owner(),
                run.attempts(),
                run.started().toString(),
                run.seen().toString(),
                took(run).toMillis() / 1000.0,
                run.done().pages(),
                run.done().records(),
                reason(run, Instant.now()));
    }

    /** A constant as people write it, such as {@code cut short}. */
    public static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** How long it took, or has taken. */
    public static Duration took(RunEntry run) {
        Duration took = Duration.between(run.started(), run.seen());
        return took.isNegative() ? Duration.ZERO : took;
    }

    /** Its verdict, or why it has none. */
    public static String state(RunEntry run) {
        RunReport report = run.report();
        return run.state() == RunEntry.State.ENDED && report != null
                ? report.verdict().toString()
                : words(run.state());
    }

    /** What its verdict rests on, or what speaks against the run, in few words. */
    public static String reason(RunEntry run, Instant now) {
        RunReport report = run.report();
        if (run.state() == RunEntry.State.RUNNING) {
            return run.owner();
        }
        if (run.state() == RunEntry.State.CUT_SHORT || report == null) {
            return run.owner() + ", last sign of life " + Times.age(run.seen(), now);
        }
        if (report.verdict().whole()) {
            return String.join(", ", report.evidence());
        }
        if (!report.drift().isEmpty()) {
            return report.drift().get(0);
        }
        String missing = report.pages().missing() == 0
                ? ""
                : Summary.count(report.pages().missing(), "page missing", "pages missing");
        String why = report.failures().isEmpty()
                ? report.stopped()
                : report.failures().get(0).error();
        if (why == null && missing.isEmpty() && report.partitions() != null) {
            return report.partitions().notWhole().stream()
                    .map(each -> each.partition() + ": " + each.why().get(0))
                    .findFirst()
                    .orElse("");
        }
        return why == null ? missing : missing.isEmpty() ? why : missing + ": " + why;
    }
}
