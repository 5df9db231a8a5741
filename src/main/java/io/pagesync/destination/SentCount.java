package io.pagesync.destination;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** How many records of a run have been sent to where they are not replaced, for its report. Thread-safe. */
public final class SentCount {
    private final LongAdder sent = new LongAdder();
    private final LongAdder elsewhere = new LongAdder();
    private final LongAdder known = new LongAdder();

    /** So many were sent. */
    public void sent(int records) {
        sent.add(records);
    }

    /** So many were there before. */
    public void known(int records) {
        known.add(records);
    }

    /** Another process of a cluster has sent so many. */
    public void elsewhere(int records) {
        elsewhere.add(records);
    }

    /** In words, such as {@code 1,050 messages (950 by workers), 4 were there}. */
    public String text(String what) {
        long others = elsewhere.sum();
        long before = known.sum();
        return String.format(
                Locale.ROOT,
                "%,d %s%s%s",
                sent.sum() + others,
                what,
                others == 0 ? "" : String.format(Locale.ROOT, " (%,d by workers)", others),
                before == 0 ? "" : String.format(Locale.ROOT, ", %,d were there", before));
    }
}
