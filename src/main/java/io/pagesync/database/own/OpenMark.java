package io.pagesync.database.own;

import io.pagesync.database.table.TableSettings;
import io.pagesync.page.Fingerprint;
import io.pagesync.run.Run;

/**
 * What tells that a run is not over: a mark of no page, in a table whose rows have no key.
 *
 * @param run the run's id
 * @param sync the sync's name
 * @param table the table
 * @param scope a fingerprint of the scope; of scope and partition, to look up the marks of its pages
 * @param collection a fingerprint of what the run loads; runs of others may add to the same table
 */
public record OpenMark(String run, String sync, String table, String scope, long collection) {
    /** That of a run. */
    public static OpenMark of(Run run, TableSettings settings) {
        return of(run, settings, "");
    }

    /** That of one of a run's partitions. */
    public static OpenMark of(Run run, TableSettings settings, String partition) {
        return new OpenMark(
                run.id(),
                run.collection().sync(),
                settings.table(),
                WrittenPage.fingerprint(settings.scope(), partition),
                Fingerprint.of(run.collection().shownUrl()));
    }
}
