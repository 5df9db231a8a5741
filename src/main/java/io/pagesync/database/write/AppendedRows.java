package io.pagesync.database.write;

import com.carrotsearch.hppc.LongHashSet;
import io.pagesync.PagesyncException;
import io.pagesync.database.Database;
import io.pagesync.database.own.Marks;
import io.pagesync.database.own.OpenMark;
import io.pagesync.database.own.OwnTables;
import io.pagesync.database.table.TableName;
import io.pagesync.database.table.TableSettings;
import io.pagesync.destination.WriteRetry;
import io.pagesync.page.Fingerprint;
import io.pagesync.report.Verdict;
import io.pagesync.run.Run;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a table without a key from getting the records of a run that did not end twice: a run is marked as open before
 * its first row and no more when it has ended with all pages, so that the next one knows. Rows do not say which run they
 * are of, so none is deleted here.
 */
final class AppendedRows {
    /** Partitions whose marks are kept; more are not asked about at once. */
    private static final int KEPT = 64;

    private final Database database;
    private final TableSettings settings;
    private final Run run;
    private final OpenMark mark;
    private final String what;
    private boolean begun;
    /** The partitions that there are, as marks name them. */
    private final LongHashSet named = new LongHashSet();
    /** What an earlier attempt at the run has brought, by partition. */
    private final Map<String, Map<Integer, Long>> earlier = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<Integer, Long>> eldest) {
            return size() > KEPT;
        }
    };

    AppendedRows(Database database, TableSettings settings, Run run, String what) {
        this.database = database;
        this.settings = settings;
        this.run = run;
        this.mark = OpenMark.of(run, settings);
        this.what = what;
    }

    /**
     * Looks whether rows of an earlier run of the same collection are in the table that did not end.
     *
     * @throws PagesyncException if so, with the cure
     */
    void requireNone(WriteRetry retry) {
        if (database.toBeMade()) {
            return;
        }
        List<Marks.Open> open = retry.call(
                database.errors(what),
                run.stop(),
                () -> database.transaction((connection, db) -> {
                    if (!OwnTables.haveMarks(connection)) {
                        return List.of();
                    }
                    Marks marks = new Marks(db);
                    List<Marks.Open> found = marks.open(mark);
                    boolean empty = found.isEmpty()
                            || !database.looking().exists(connection, TableName.of(settings.table()), database.facts())
                            || !db.fetchExists(DSL.selectOne()
                                    .from(TableName.of(settings.table()).jooq()));
                    return empty ? List.of() : found;
                }));
        if (!open.isEmpty()) {
            throw new PagesyncException(sentence(open.get(0)));
        }
    }

    private String sentence(Marks.Open open) {
        return String.format(
                Locale.ROOT,
                "%s: %,d rows of run %s are in it, which was killed, ended early or goes on in another process; this one"
                        + " would append their records again. Delete those rows, or all, and then the run's marks (DELETE"
                        + " FROM pagesync_marks WHERE run = '%s'), or name another table",
                what,
                open.records(),
                open.run(),
                open.run());
    }

    /** Whether an earlier attempt at the run has brought the page, and never with other records than are there. */
    synchronized boolean has(String partition, int page, WriteRetry retry) {
        // It has, or nobody would ask.
        begun = true;
        return earlier(partition, retry).getOrDefault(page, Marks.KEPT) != Marks.KEPT;
    }

    /**
     * What an earlier attempt has brought of other pages of the partition than these, in a sentence; null if nothing is. Rows without
     * a key do not say which page they are of, so they stay.
     */
    synchronized @Nullable String others(String partition, IntPredicate pages, WriteRetry retry) {
        named.add(Fingerprint.of(OpenMark.of(run, settings, partition).scope()));
        String of = partition.isEmpty() ? "" : " of " + partition;
        try {
            return earlier(partition, retry).keySet().stream()
                    .filter(page -> !pages.test(page))
                    .min(Comparator.naturalOrder())
                    .map(page -> String.format(
                            Locale.ROOT,
                            "table %s has rows of page %,d%s, which an earlier attempt at the run has brought, and which is"
                                    + " there no more",
                            settings.table(),
                            page,
                            of))
                    .orElse(null);
        } catch (RuntimeException e) {
            return "it could not be told whether table " + settings.table() + " has rows of pages" + of
                    + " that there are no more: " + e.getMessage();
        }
    }

    /**
     * What an earlier attempt has brought of partitions that were not named to the other form, in a sentence; null if nothing
     * is, or marks are of a scope as well, as where two sinks write to one table.
     */
    synchronized @Nullable String others(WriteRetry retry) {
        if (!settings.scope().isEmpty()) {
            return null;
        }
        try {
            List<String> scopes = ofMarks(retry, marks -> marks.scopes(mark), List.of());
            return scopes.stream().allMatch(scope -> named.contains(Fingerprint.of(scope)))
                    ? null
                    : "table " + settings.table() + " has rows of a partition that there is none of any more, which an"
                            + " earlier attempt at the run has brought";
        } catch (RuntimeException e) {
            return "it could not be told whether table " + settings.table()
                    + " has rows of partitions that there are no more: " + e.getMessage();
        }
    }

    private <T> T ofMarks(WriteRetry retry, Function<Marks, T> look, T withoutAny) {
        return retry.call(
                database.errors(what),
                run.stop(),
                () -> database.transaction(
                        (connection, db) -> OwnTables.haveMarks(connection) ? look.apply(new Marks(db)) : withoutAny));
    }

    private Map<Integer, Long> earlier(String partition, WriteRetry retry) {
        Map<Integer, Long> its = earlier.get(partition);
        if (its == null) {
            OpenMark of = OpenMark.of(run, settings, partition);
            its = ofMarks(retry, marks -> marks.pages(of), Map.of());
            earlier.put(partition, its);
        }
        return its;
    }

    /** Before the run's first row. */
    synchronized void begin() throws SQLException {
        if (!begun) {
            begun = database.transaction((connection, db) -> {
                new Marks(db).begin(mark);
                return true;
            });
        }
    }

    /** The run has ended: with all pages, its rows may stay where the next one's will be. */
    synchronized void end(Verdict verdict) throws SQLException {
        if (begun && ended(verdict)) {
            var unused = database.transaction((connection, db) -> {
                new Marks(db).end(mark);
                return true;
            });
        }
    }

    /** Whether a run of this verdict has brought all pages. */
    boolean ended(Verdict verdict) {
        return verdict.whole() || verdict == Verdict.DRIFTED;
    }
}
