package io.pagesync.run.failure;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.ledger.RunLedger.Refusal;
import io.pagesync.page.Page;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The records that destinations could not hold: counted, the first of each destination with its reason. Thread-safe. */
public final class Refusals {
    private static final int MOST_KEPT = 10_000;
    private static final long MOST_BYTES = 16 << 20;
    /** The record of a longer one is not kept; MariaDB takes 65,535 bytes. */
    private static final int LONGEST_RECORD = 60_000;

    private final Map<Participant, Refused> refused = new LinkedHashMap<>();
    private final boolean keeps;
    private volatile Consumer<List<Refusal>> taker = page -> {};
    private long count;
    private int kept;
    private long bytes;

    private record Refused(long records, String first) {
        Refused and(Refused more) {
            return new Refused(records + more.records, first);
        }
    }

    /**
     * Those of a run.
     *
     * @param keeps whether its ledger keeps them
     */
    public Refusals(boolean keeps) {
        this.keeps = keeps;
    }

    public synchronized void add(Participant destination, String partition, int page, int index, String reason) {
        count++;
        String first = (partition.isEmpty() ? "" : partition + ", ") + "page " + page + ", record " + (index + 1) + ": "
                + reason;
        refused.merge(destination, new Refused(1, first), Refused::and);
    }

    public synchronized long count() {
        return count;
    }

    /** Has somebody be given those of each page, too, before the page counts as delivered; what he throws fails the page. */
    public void giveTo(Consumer<List<Refusal>> whom) {
        taker = whom;
    }

    /**
     * Those of a page that the ledger is to keep: all of them, or none, where a run has refused more than anybody looks through.
     *
     * @param key the fields of the key of the page's records
     * @param all the run's destinations
     */
    public List<Refusal> toKeep(
            PageRefusals refusals, String partition, Page page, List<JsonPointer> key, Participants all) {
        List<Refusal> ofPage = refusals.all(partition, page, key, all);
        taker.accept(ofPage);
        return kept(ofPage.stream().map(Refusals::shortened).toList());
    }

    private static Refusal shortened(Refusal its) {
        boolean fits = its.record().getBytes(StandardCharsets.UTF_8).length <= LONGEST_RECORD;
        return fits ? its : its.withoutRecord();
    }

    private synchronized List<Refusal> kept(List<Refusal> ofPage) {
        if (!keeps || kept >= MOST_KEPT || bytes >= MOST_BYTES) {
            return List.of();
        }
        kept += ofPage.size();
        ofPage.forEach(each -> bytes += each.record().length());
        return ofPage;
    }

    /** One finding a destination. */
    public synchronized void report(Failures failures) {
        refused.forEach((destination, its) -> failures.add(0, finding(destination, its)));
    }

    private static String finding(Participant destination, Refused its) {
        return its.records == 1
                ? "1 record refused by " + destination.describe() + ": " + its.first
                : String.format(
                        Locale.ROOT,
                        "%,d records refused by %s; the first: %s",
                        its.records,
                        destination.describe(),
                        its.first);
    }
}
