package io.pagesync.ledger.journal;

import io.pagesync.ledger.RunLedger.Totals;
import io.pagesync.ledger.journal.JournalLines.Words;
import io.pagesync.report.Verdict;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run as the journal has it that an earlier process has left. Not thread-safe. */
final class EarlierRun {
    private final Map<String, EarlierPages> partitions = new HashMap<>();
    private final List<EarlierPages> byOrdinal = new ArrayList<>();
    private @Nullable String id;
    private long asked;
    private String url = "";
    private Instant started = Instant.EPOCH;
    private int attempts = 1;

    /** Takes the next line of the journal, unless it cannot be one. */
    boolean take(String line) {
        try {
            Words words = Words.of(line);
            return id == null ? header(words) : entry(words);
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }

    private boolean header(Words words) {
        if (!words.isHeader()) {
            return false;
        }
        asked = words.hex(3);
        started = Instant.parse(words.word(4));
        url = words.text(5);
        id = words.word(2);
        return true;
    }

    private boolean entry(Words words) {
        switch (words.word(0)) {
            case "attempt" -> attempts++;
            case "closed" -> {
                // Another attempt goes on all the same.
            }
            case "partition" -> byOrdinal.add(partitions.computeIfAbsent(words.text(2), name -> new EarlierPages()));
            case "begun" -> its(words).begun(words.beginning());
            case "done" -> its(words).done(words.number(2), words.done(), words.keys());
            case "failed" -> its(words).forget(words.number(2));
            case "forgotten" -> its(words).forgetFrom(words.number(2));
            case "ended" -> its(words).ended(Verdict.valueOf(words.word(2).toUpperCase(Locale.ROOT)));
            default -> {
                return false;
            }
        }
        return true;
    }

    private EarlierPages its(Words words) {
        int ordinal = words.number(1);
        if (ordinal < 0 || ordinal >= byOrdinal.size()) {
            throw new IllegalArgumentException("there is no such partition");
        }
        return byOrdinal.get(ordinal);
    }

    /** Its id; null if there is none that can be read. */
    @Nullable
    String id() {
        return id;
    }

    /** The collection, without secrets. */
    String url() {
        return url;
    }

    long asked() {
        return asked;
    }

    Instant started() {
        return started;
    }

    /** How many processes have worked on it. */
    int attempts() {
        return attempts;
    }

    /** How many partitions its journal names; the next one has this number. */
    int nextOrdinal() {
        return byOrdinal.size();
    }

    /** What is done of a partition. */
    @Nullable
    EarlierPages partition(String name) {
        return partitions.get(name);
    }

    /** What is done of all of them. */
    Totals totals() {
        int pages = 0;
        long records = 0;
        for (EarlierPages each : partitions.values()) {
            Totals its = each.totals();
            pages += its.pages();
            records += its.records();
        }
        return new Totals(pages, records);
    }
}
