package io.pagesync.evidence;

import com.carrotsearch.hppc.LongIntHashMap;
import io.pagesync.page.Page;
import io.pagesync.page.PageKeys;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * No key is in two partitions, where they cut one collection: a record that is has been read twice, as it moved from one to
 * the other meanwhile, or their ends overlap. Memory: about 24 bytes a record. Thread-safe.
 */
public final class KeysApart {
    private final LongIntHashMap partitionOf = new LongIntHashMap();
    private int partitions;

    /** Those of one more partition, whose keys are known to differ from all that were seen before, or not. */
    public synchronized Part next() {
        return new Part(++partitions);
    }

    private synchronized int foreign(int partition, PageKeys keys) {
        int foreign = 0;
        for (int i = 0; i < keys.size(); i++) {
            int before = partitionOf.getOrDefault(keys.get(i), partition);
            if (before == partition) {
                partitionOf.put(keys.get(i), partition);
            } else {
                foreign++;
            }
        }
        return foreign;
    }

    /** What one partition's pages say. */
    public final class Part implements Claim {
        private final int number;
        private boolean keyed;
        private long foreign;
        private int firstPage;

        private Part(int number) {
            this.number = number;
        }

        void keyed(Identity identity) {
            keyed = identity.kind() == Identity.Kind.NAMED || identity.kind() == Identity.Kind.FOUND;
        }

        @Override
        public @Nullable String proof() {
            return null;
        }

        @Override
        public void fetched(Page page) {
            seen(page.getNumber(), page.keys());
        }

        @Override
        public void earlierKeys(int page, PageKeys keys) {
            seen(page, keys);
        }

        private void seen(int page, PageKeys keys) {
            int its = keyed ? foreign(number, keys) : 0;
            firstPage = foreign == 0 && its > 0 ? page : firstPage;
            foreign += its;
        }

        @Override
        public List<String> contradictions(boolean allFetched) {
            return foreign == 0
                    ? List.of()
                    : List.of(String.format(
                            Locale.ROOT,
                            "%,d key%s came in another partition, too, first on page %,d: do their ends overlap, as where"
                                    + " {to} stands for {last}?",
                            foreign,
                            foreign == 1 ? "" : "s",
                            firstPage));
        }
    }
}
