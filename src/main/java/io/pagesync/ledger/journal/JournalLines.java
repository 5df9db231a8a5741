package io.pagesync.ledger.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pagesync.ledger.Beginning;
import io.pagesync.ledger.RunLedger.DonePage;
import io.pagesync.page.Json;
import io.pagesync.page.PageKeys;
import io.pagesync.report.Verdict;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The lines of a journal: words with a space between them, and behind them a text as JSON has it. */
final class JournalLines {
    static final String FORMAT = "pagesync-run";
    private static final String VERSION = "1";
    private static final String UNKNOWN = "-";
    private static final String KEYS = "keys=";
    /** Of larger pages they are not kept. */
    private static final int MOST_KEYS = 8000;

    private JournalLines() {}

    /** A line as it was read; what asks for a word that is not there, or no such word, throws an IllegalArgumentException. */
    record Words(List<String> words) {
        static Words of(String line) {
            return new Words(List.of(line.split(" ", -1)));
        }

        String word(int index) {
            if (index >= words.size()) {
                throw new IllegalArgumentException("the line is too short");
            }
            return words.get(index);
        }

        int number(int index) {
            return Integer.parseInt(word(index));
        }

        long hex(int index) {
            return Long.parseUnsignedLong(word(index), 16);
        }

        /** What stands behind so many words; empty if nothing does. */
        String text(int index) {
            if (index >= words.size()) {
                return "";
            }
            String json = String.join(" ", words.subList(index, words.size()));
            try {
                return Json.MAPPER.readValue(json, String.class);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(e);
            }
        }

        boolean isHeader() {
            return word(0).equals(FORMAT) && word(1).equals(VERSION);
        }

        Beginning beginning() {
            return new Beginning(
                    word(2).equals(UNKNOWN) ? OptionalInt.empty() : OptionalInt.of(number(2)),
                    word(3).equals(UNKNOWN) ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(word(3))),
                    hex(4));
        }

        DonePage done() {
            return new DonePage(number(3), number(4), hex(5), text(keys().length > 0 ? 7 : 6));
        }

        /** The keys of a page that is done, eight bytes each; none where they were not kept. */
        byte[] keys() {
            boolean kept = words.size() > 6 && words.get(6).startsWith(KEYS);
            return kept ? Base64.getDecoder().decode(words.get(6).substring(KEYS.length())) : new byte[0];
        }
    }

    static String header(String run, long asked, Instant started, String url) {
        return String.join(" ", FORMAT, VERSION, run, Long.toHexString(asked), started.toString(), json(url));
    }

    static String attempt(Instant now, long process) {
        return "attempt " + now + " " + process;
    }

    static String partition(int ordinal, String name) {
        return "partition " + ordinal + " " + json(name);
    }

    static String begun(int ordinal, Beginning beginning) {
        return "begun " + ordinal + " "
                + (beginning.pages().isPresent() ? beginning.pages().getAsInt() + "" : UNKNOWN)
                + " "
                + (beginning.records().isPresent() ? beginning.records().getAsLong() + "" : UNKNOWN)
                + " " + Long.toHexString(beginning.first());
    }

    static String done(int ordinal, int page, DonePage what, PageKeys keys) {
        boolean kept = keys.size() > 0 && keys.size() <= MOST_KEYS;
        return "done " + ordinal + " " + page + " " + what.records() + " " + what.size() + " "
                + Long.toHexString(what.fingerprint())
                + (kept ? " " + KEYS + Base64.getEncoder().encodeToString(keys.toBytes()) : "")
                + (what.next().isEmpty() ? "" : " " + json(what.next()));
    }

    static String forgotten(int ordinal, int page) {
        return "forgotten " + ordinal + " " + page;
    }

    static String failed(int ordinal, int page, String error) {
        return "failed " + ordinal + " " + page + " " + json(error);
    }

    static String ended(int ordinal, Verdict verdict) {
        return "ended " + ordinal + " " + verdict.name().toLowerCase(Locale.ROOT);
    }

    static String closed(Verdict verdict) {
        return "closed " + verdict.name().toLowerCase(Locale.ROOT);
    }

    private static String json(String text) {
        try {
            return Json.MAPPER.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
