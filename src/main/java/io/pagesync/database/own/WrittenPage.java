package io.pagesync.database.own;

import io.pagesync.database.table.TableSettings;
import io.pagesync.database.table.WriteMode;
import io.pagesync.page.Page;
import io.pagesync.run.Partition;
import io.pagesync.run.Run;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What tells a page in a table from all others.
 *
 * @param run the run's id
 * @param sync the sync's name
 * @param table the table
 * @param scope a fingerprint of scope and partition: two sinks of one run may write to one table by the one, and pages are
 *     numbered anew in each of the other; empty without both
 * @param number the page's number
 * @param hash the fingerprint of its records; of its keys, where rows are appended, which do not change with their values
 * @param records how many they are
 * @param epoch that of the run, as the process has it that writes the page
 * @param partition the partition's name; empty for all of a collection
 * @param constants the values of its scope by the names of their columns
 */
public record WrittenPage(
        String run,
        String sync,
        String table,
        String scope,
        int number,
        long hash,
        int records,
        int epoch,
        String partition,
        Map<String, String> constants) {
    /** Copies the constants in their order. */
    public WrittenPage {
        constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    }

    /** The values of its scope. */
    public List<String> values() {
        return List.copyOf(constants.values());
    }

    /**
     * The page of a partition of a run.
     *
     * @param settings how records of the partition become rows
     * @param scope the scope that its mark names, beside the partition
     */
    public static WrittenPage of(Page page, Partition partition, TableSettings settings, Map<String, String> scope) {
        Run run = partition.run();
        return new WrittenPage(
                run.id(),
                run.collection().sync(),
                settings.table(),
                fingerprint(scope, partition.name()),
                page.getNumber(),
                hash(page, settings),
                page.getSize(),
                run.ledger().epoch(),
                partition.name(),
                settings.scope());
    }

    private static long hash(Page page, TableSettings settings) {
        boolean keyed = page.keys().size() == page.getSize() && page.getSize() > 0;
        return settings.mode() == WriteMode.APPEND && keyed ? page.keys().fingerprint() : page.fingerprint();
    }

    /** That of a scope, and of a partition. */
    public static String fingerprint(Map<String, String> scope, String partition) {
        String text = partition.isEmpty() ? scope.toString() : scope + "\n" + partition;
        return scope.isEmpty() && partition.isEmpty()
                ? ""
                : UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
