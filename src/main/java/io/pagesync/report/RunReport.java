package io.pagesync.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run says of itself when it is over.
 *
 * @param run the run's id
 * @param sync the sync's name
 * @param url the collection, without secrets
 * @param scope the values of the collection's scope by their names; left out in JSON if there is none
 * @param verdict the verdict
 * @param evidence what the verdict rests on, such as counted, end seen, unique keys; empty if nothing was proved
 * @param unchecked what of that nobody has looked at, such as bracket; empty without a verdict to prove
 * @param pages how many pages were planned, delivered, failed
 * @param records how many records were declared and delivered
 * @param drift the signs that the collection changed during the run, each in one clause
 * @param notes what is worth knowing of the answers and speaks neither for nor against the run, each in one clause
 * @param stopped why the run ended early, null if it did not
 * @param failures the first failed pages, each with its error
 * @param destinations where what was delivered is now, or why it is not
 * @param blocked rows that are gone and were not deleted, because that takes a person's word
 * @param traffic what it took
 * @param started when it began, ISO 8601 in UTC
 * @param seconds how long it took
 * @param resumable whether another run may go on where it stopped
 * @param partitions what became of each partition; null if the collection was not divided
 * @param tableChanges how tables that were there have changed, so that they hold the records, a sentence each
 * @param refused the records that destinations could not hold; null if there are none
 * @param unsent changes of rows that are kept and were not sent yet
 * @param since whether it asked only for what has changed; null for a sync that never does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"run", "sync", "url", "scope", "verdict"})
public record RunReport(
        String run,
        String sync,
        String url,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> scope,
        Verdict verdict,
        List<String> evidence,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> unchecked,
        Pages pages,
        Records records,
        List<String> drift,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes,
        @Nullable String stopped,
        List<Failure> failures,
        List<String> destinations,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Blocked> blocked,
        Traffic traffic,
        String started,
        double seconds,
        boolean resumable,
        @Nullable Partitions partitions,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> tableChanges,
        @Nullable Refused refused,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Unsent> unsent,
        @Nullable Since since) {
    private static final String APPROVED = "approved: ";

    /** Copies the lists. */
    public RunReport {
        scope = Collections.unmodifiableMap(new LinkedHashMap<>(scope));
        evidence = List.copyOf(evidence);
        unchecked = List.copyOf(unchecked);
        notes = List.copyOf(notes);
        drift = List.copyOf(drift);
        failures = List.copyOf(failures);
        destinations = List.copyOf(destinations);
        blocked = List.copyOf(blocked);
        unsent = List.copyOf(unsent);
        tableChanges = List.copyOf(tableChanges);
    }

    /**
     * The same once a person has approved what waited, so that nothing does.
     *
     * @param done what was done for it, in one clause each
     */
    public RunReport approved(List<String> done) {
        List<String> now = new ArrayList<>(notes);
        done.forEach(each -> now.add(APPROVED + each));
        return new RunReport(
                run,
                sync,
                url,
                scope,
                verdict,
                evidence,
                unchecked,
                pages,
                records,
                drift,
                now,
                stopped,
                failures,
                destinations,
                List.of(),
                traffic,
                started,
                seconds,
                resumable,
                partitions,
                tableChanges,
                refused,
                unsent,
                since);
    }

    /** Whether a person has approved what waited. */
    @JsonIgnore
    public boolean isApproved() {
        return notes.stream().anyMatch(note -> note.startsWith(APPROVED));
    }

    /**
     * The exit code of a process that ran this run alone: its verdict's, or that of deletes or changes that wait, or of refused
     * records.
     */
    public int exitCode() {
        if (isOnlyRefused()) {
            return Refused.EXIT_CODE;
        }
        if (!verdict.whole()) {
            return verdict.exitCode();
        }
        return !blocked.isEmpty() ? Blocked.EXIT_CODE : unsent.isEmpty() ? verdict.exitCode() : Unsent.EXIT_CODE;
    }

    /** Whether records that destinations could not hold are all that is missing. */
    @JsonIgnore
    public boolean isOnlyRefused() {
        return verdict == Verdict.PARTIAL && refused != null && refused.alone();
    }

    /** Whether another run can go on with what it has, where its ledger keeps that. */
    public boolean canGoOn() {
        return canGoOn(verdict, drift, partitions);
    }

    /**
     * Whether another run can go on where one has stopped: something is missing, and what is there is not known to have changed
     * meanwhile, which nobody would find again in the rest. Of partitions each has a word of its own.
     */
    public static boolean canGoOn(Verdict verdict, List<String> drift, @Nullable Partitions partitions) {
        return verdict.resumable() && (partitions != null || drift.isEmpty());
    }

    /**
     * Whether a run that has ended left nothing to go on with. Of pages that came and failed, some destinations may hold what they
     * are not to be given twice.
     *
     * @param delivered how many pages were with every destination
     * @param report what it said; null if that is not known
     */
    public static boolean cameToNothing(int delivered, @Nullable RunReport report) {
        return delivered == 0 && (report == null || report.pages().planned() == 0);
    }

    /**
     * Rows of a destination whose records are gone, and which stay until somebody approves.
     *
     * @param destination where they are, such as {@code table packages}
     * @param rows how many
     * @param of of how many that are there
     * @param why in one clause
     */
    public record Blocked(String destination, long rows, long of, String why) {
        /** The exit code where that is all that is to be said of a run. */
        public static final int EXIT_CODE = 7;
    }

    /**
     * Changes of a destination's rows that were not sent yet; they are kept beside the rows.
     *
     * @param destination where the rows are, such as {@code table packages}
     * @param endpoint where the changes go, without secrets
     * @param changes how many wait; negative if nobody can tell
     * @param why in one clause
     */
    public record Unsent(String destination, String endpoint, long changes, String why) {
        /** The exit code where that is all that is to be said of a run. */
        public static final int EXIT_CODE = 8;
    }

    /**
     * Records that destinations could not hold.
     *
     * @param records how many of the collection are not with every destination for that
     * @param alone whether nothing else is missing, or speaks against the run
     * @param kept whether the ledger keeps them
     */
    public record Refused(long records, boolean alone, boolean kept) {
        /** The exit code where that is all that is to be said of a run. */
        public static final int EXIT_CODE = 6;
    }

    /**
     * What a run asked for whose sync asks only for what has changed.
     *
     * @param asked since when, as the API writes it; null if it asked for everything
     * @param full why it asked for everything; null if it did not
     * @param mark the mark at its end; null if there is none
     * @param repeated how many of its records the last whole run had delivered, and were left out
     * @param note what there is to say of the mark; null if nothing is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Since(
            @Nullable String asked,
            @Nullable String full,
            @Nullable String mark,
            long repeated,
            @Nullable String note) {
        /** What it asked for, in a clause such as {@code incremental since 2026-11-26T21:04:00Z}. */
        public String text() {
            return asked == null ? "everything" + (full == null ? "" : ": " + full) : "incremental since " + asked;
        }
    }

    /**
     * Numbers of pages.
     *
     * @param planned how many there are; 0 if there was no usable first page
     * @param delivered how many every destination has confirmed
     * @param failed how many failed for good
     * @param missing how many of the planned were not delivered, failed ones included
     */
    public record Pages(int planned, int delivered, int failed, int missing) {}

    /**
     * Numbers of records.
     *
     * @param declared the total that the first page declared; null if there was none
     * @param delivered how many were delivered
     */
    public record Records(@Nullable Long declared, long delivered) {}

    /**
     * One failed page.
     *
     * @param page its number; 0 for what concerns no page
     * @param error what happened, in one sentence
     */
    public record Failure(int page, String error) {}

    /**
     * Numbers of partitions.
     *
     * @param all how many there are; null if the run was over before that was known
     * @param verdicts how many ended in which verdict; those that are missing did not end
     * @param empty how many of the whole ones have no records
     * @param halved how many had more records than the API serves, and were loaded in halves, which are counted instead
     * @param list the collection whose records name them; null if there is none
     * @param notWhole the first ones that are not whole
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Partitions(
            @Nullable Long all,
            Map<Verdict, Long> verdicts,
            long empty,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long halved,
            @Nullable PartitionList list,
            List<NotWhole> notWhole) {
        /** Copies map and list. */
        public Partitions {
            verdicts = Collections.unmodifiableMap(new TreeMap<>(verdicts));
            notWhole = List.copyOf(notWhole);
        }
    }

    /**
     * The collection whose records name the partitions.
     *
     * @param url the collection, without secrets
     * @param verdict what is said of it
     * @param records how many it declared and how many were read
     * @param why what speaks against it, each in one sentence
     */
    public record PartitionList(
            String url,
            Verdict verdict,
            Records records,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> why) {
        /** Copies the list. */
        public PartitionList {
            why = List.copyOf(why);
        }
    }

    /**
     * A partition that is not whole.
     *
     * @param partition its name, such as {@code licenseNumber=C11-0000001-LIC}
     * @param verdict what is said of it
     * @param why the first of what speaks against it, each in one sentence
     */
    public record NotWhole(String partition, Verdict verdict, List<String> why) {
        /** Copies the list. */
        public NotWhole {
            why = List.copyOf(why);
        }
    }

    /**
     * What it took.
     *
     * @param requests how many requests went out
     * @param retries how many of them were further attempts
     * @param pauses how many pauses the API asked for
     * @param perSecond requests a second over the whole run, after the first; 0 where there was only one
     * @param limit the rate limit, 0 for none
     * @param bytes how many bytes of answers were read, decompressed
     */
    public record Traffic(long requests, long retries, long pauses, double perSecond, double limit, long bytes) {}
}
