package io.pagesync.sink;

import com.carrotsearch.hppc.IntHashSet;
import com.carrotsearch.hppc.LongIntHashMap;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Where in a part which page is: blocks one behind the other, of which the last one of a page counts. Some fifty bytes a
 * page. Not thread-safe.
 */
final class PageBlocks {
    private final boolean inPageOrder;
    private final LongIntHashMap partitions = new LongIntHashMap();
    /** By the numbers that they have here. */
    private final IntHashSet named = new IntHashSet();

    private final LongIntHashMap last = new LongIntHashMap();
    private long[] pages = new long[16];
    private long[] fingerprints = new long[16];
    private long[] ends = new long[16];
    private int[] records = new int[16];
    private int count;
    private boolean outOfOrder;

    /**
     * Of an empty part.
     *
     * @param inPageOrder whether the pages of each partition are to be in the order of their numbers
     */
    PageBlocks(boolean inPageOrder) {
        this.inPageOrder = inPageOrder;
    }

    /** Where the last block ends. */
    long end() {
        return count == 0 ? 0 : ends[count - 1];
    }

    /** How many pages there are. */
    int size() {
        return last.size();
    }

    /** Whether the page is there, with these records. */
    boolean has(long partition, int page, long fingerprint) {
        int at = last.getOrDefault(key(partition, page), -1);
        return at >= 0 && fingerprints[at] == fingerprint;
    }

    /** A block of the page, behind the last one; one that the page had before counts no more. */
    void add(long partition, int page, long fingerprint, int size, long end) {
        if (count == ends.length) {
            int more = count + (count >> 1);
            pages = Arrays.copyOf(pages, more);
            fingerprints = Arrays.copyOf(fingerprints, more);
            ends = Arrays.copyOf(ends, more);
            records = Arrays.copyOf(records, more);
        }
        long key = key(partition, page);
        // In page order, the last page so far is the one before.
        outOfOrder |= inPageOrder && page > 1 && !last.containsKey(key - 1) && count > 0;
        outOfOrder |= inPageOrder && last.containsKey(key + 1);
        pages[count] = key;
        fingerprints[count] = fingerprint;
        ends[count] = end;
        records[count] = size;
        last.put(key, count);
        count++;
    }

    /** The page is none of the collection any more: its block counts no more. */
    void remove(long partition, int page) {
        last.remove(key(partition, page));
    }

    /** The partition has these pages and no others. */
    void keepOnly(long partition, IntPredicate its) {
        int ordinal = (int) (key(partition, 0) >> 32);
        last.removeAll((long key) -> key >> 32 == ordinal && !its.test((int) key));
        named.add(ordinal);
    }

    /** There are no other partitions than those that were named so. */
    void keepOnlyThese() {
        last.removeAll((long key) -> !named.contains((int) (key >> 32)));
    }

    private long key(long partition, int page) {
        int ordinal = partitions.getOrDefault(partition, -1);
        if (ordinal < 0) {
            ordinal = partitions.size();
            partitions.put(partition, ordinal);
        }
        return (long) ordinal << 32 | page;
    }

    /** Whether the part as it is has each page once, in the order that is asked for. */
    boolean isAsItShouldBe() {
        return count == last.size() && !outOfOrder;
    }

    /** Copies the blocks that count, by page if any is out of its place where the order matters. */
    void copy(FileChannel from, FileChannel to) throws IOException {
        new Piece(inOrder()).copy(from, to);
    }

    private int[] inOrder() {
        IntStream counting = IntStream.range(0, count).filter(block -> last.getOrDefault(pages[block], -1) == block);
        return inPageOrder
                ? counting.boxed()
                        .sorted(Comparator.comparingLong(block -> pages[block]))
                        .mapToInt(Integer::intValue)
                        .toArray()
                : counting.toArray();
    }

    /**
     * The blocks that count and hold records, in order, as pieces of so many bytes and records at most; a block that is larger is a
     * piece of its own.
     */
    List<Piece> pieces(long mostBytes, long mostRecords) {
        int[] blocks =
                Arrays.stream(inOrder()).filter(block -> records[block] > 0).toArray();
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        long held = 0;
        for (int i = 0; i < blocks.length; i++) {
            long its = ends[blocks[i]] - begin(blocks[i]);
            if (i > from && (bytes + its > mostBytes || held + records[blocks[i]] > mostRecords)) {
                pieces.add(new Piece(Arrays.copyOfRange(blocks, from, i)));
                from = i;
                bytes = 0;
                held = 0;
            }
            bytes += its;
            held += records[blocks[i]];
        }
        if (from < blocks.length) {
            pieces.add(new Piece(Arrays.copyOfRange(blocks, from, blocks.length)));
        }
        return pieces;
    }

    private long begin(int block) {
        return block == 0 ? 0 : ends[block - 1];
    }

    /** Some of the blocks. */
    final class Piece {
        private final int[] blocks;

        private Piece(int[] blocks) {
            this.blocks = blocks;
        }

        /** How many records they hold. */
        long records() {
            return Arrays.stream(blocks).mapToLong(block -> records[block]).sum();
        }

        void copy(FileChannel from, FileChannel to) throws IOException {
            for (int i = 0; i < blocks.length; ) {
                // Neighbours go together.
                int next = i + 1;
                while (next < blocks.length && blocks[next] == blocks[next - 1] + 1) {
                    next++;
                }
                PageBlocks.copy(from, begin(blocks[i]), ends[blocks[next - 1]], to);
                i = next;
            }
        }
    }

    private static void copy(FileChannel from, long begin, long end, FileChannel to) throws IOException {
        for (long at = begin; at < end; ) {
            long copied = from.transferTo(at, end - at, to);
            if (copied <= 0) {
                throw new IOException("it ends at " + at + ", before its last page");
            }
            at += copied;
        }
    }
}
