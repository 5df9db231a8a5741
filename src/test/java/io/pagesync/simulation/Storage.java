package io.pagesync.simulation;

import io.pagesync.simulation.SimulatedApi.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What destinations have on their disks, which outlives processes. */
final class Storage {
    /** A page as it was written last. */
    record Block(long fingerprint, List<Item> items) {}

    /** The pages that a destination has failed to take once. */
    final Set<String> failed = new HashSet<>();

    /** Whether they take every page now. */
    boolean mended;

    /** By key. */
    final Map<Integer, Item> table = new TreeMap<>();

    final Map<String, Map<PageId, Long>> tableMarks = new TreeMap<>();

    /** The same table with rows of nights before, whose records may be gone, and which then go. */
    final Map<Integer, Item> mirror = new TreeMap<>();

    /** The runs that had what they have not seen go. */
    final Set<String> mirroredBy = new HashSet<>();

    /** The keys that a run has seen, by its pages. */
    final Map<String, Map<PageId, Set<Integer>>> seen = new TreeMap<>();

    /** Rows of pages one behind the other, by run. */
    final Map<String, Map<PageId, Block>> appended = new TreeMap<>();

    /** The run whose rows are there and may not be all. */
    @Nullable
    String openAppend;

    /** The run that the part is of. */
    @Nullable
    String partOf;

    final Map<PageId, Block> part = new TreeMap<>();

    /** The file, once one is in place. */
    @Nullable
    List<Item> file;

    /** Somebody deletes the rows of a run that did not end, as a sentence asks for. */
    void deleteOpenRows() {
        if (openAppend != null) {
            appended.remove(openAppend);
            openAppend = null;
        }
    }

    /** Whether these pages are there, as they were noted. */
    static boolean has(Map<PageId, Block> blocks, Map<PageId, Long> pages) {
        return pages.entrySet().stream().allMatch(each -> {
            Block its = blocks.get(each.getKey());
            return its != null && its.fingerprint() == each.getValue();
        });
    }

    /** Whether a destination that knows its pages has these of a run. */
    boolean has(Scenario.Where where, String run, Map<PageId, Long> pages) {
        return switch (where) {
            case TABLE -> true;
            case APPEND ->
                pages.keySet().stream().allMatch(page -> {
                    Block its = appended.getOrDefault(run, Map.of()).get(page);
                    return its != null && its.fingerprint() != SimulatedDestination.KEPT;
                });
            case FILE -> has(part, pages);
        };
    }

    List<Item> appendedBy(String run) {
        List<Item> all = new ArrayList<>();
        appended.getOrDefault(run, Map.of()).values().forEach(block -> all.addAll(block.items()));
        return all;
    }
}
