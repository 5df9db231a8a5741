package io.pagesync.database.own;

import io.pagesync.database.table.TableSettings;
import io.pagesync.page.Page;
import io.pagesync.run.Run;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * What tells a page in a table from all others.
 *
 * @param run the run's id
 * @param sync the sync's name
 * @param table the table
 * @param scope a fingerprint of the scope: two sinks of one run may write to one table by it; empty without one
 * @param number the page's number
 * @param hash the fingerprint of its records
 * @param records how many they are
 */
public record WrittenPage(String run, String sync, String table, String scope, int number, long hash, int records) {
    /** The page of a run. */
    public static WrittenPage of(Page page, Run run, TableSettings settings) {
        return new WrittenPage(
                run.id(),
                run.collection().sync(),
                settings.table(),
                fingerprint(settings.scope()),
                page.getNumber(),
                page.fingerprint(),
                page.getSize());
    }

    static String fingerprint(Map<String, String> scope) {
        return scope.isEmpty()
                ? ""
                : UUID.nameUUIDFromBytes(scope.toString().getBytes(StandardCharsets.UTF_8))
                        .toString();
    }
}
