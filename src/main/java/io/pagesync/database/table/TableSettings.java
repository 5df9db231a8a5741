package io.pagesync.database.table;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.InvalidSettingException;
import io.pagesync.page.read.PageFormat;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How records become rows of a table.
 *
 * @param table {@code table} or {@code schema.table}, quoted exactly as written; made when it is not there
 * @param mode what becomes of the rows that are there
 * @param key which fields tell one record from another; empty means the collection's own key. Not used to append
 * @param scope constants that lead the key, by the names of their columns; a record that has the field itself must
 *     agree; empty means the collection's own scope
 * @param ignore fields whose change alone is no change of a row, such as {@code /retrievedAt}; they are written along
 *     with other changes
 * @param removal how rows go whose records are gone
 * @param rules which fields get which columns
 * @param changes where changes of rows are told; {@link Changes#NONE} if they are not
 */
public record TableSettings(
        String table,
        WriteMode mode,
        List<JsonPointer> key,
        Map<String, String> scope,
        Set<JsonPointer> ignore,
        Removal removal,
        ColumnRules rules,
        Changes changes) {
    /**
     * Where each change of a row is told.
     *
     * @param endpoint an endpoint of the host, which may hold a secret; empty if changes are not told
     * @param backlog how many changes may wait to be sent before pages wait, 1 or more
     */
    public record Changes(String endpoint, int backlog) {
        /** They are not told. */
        public static final Changes NONE = new Changes("", 100_000);

        /** Whether they are told. */
        public boolean told() {
            return !endpoint.isEmpty();
        }

        /** Without the endpoint. */
        @Override
        public String toString() {
            return told() ? "told" : "not told";
        }
    }

    /** Checks the table's name and copies the collections, the scope in its order. */
    public TableSettings {
        var unused = TableName.of(table);
        key = List.copyOf(key);
        scope = Collections.unmodifiableMap(new LinkedHashMap<>(scope));
        ignore = Set.copyOf(ignore);
        for (JsonPointer field : ignore) {
            if (field.matches() || !field.tail().matches()) {
                throw new InvalidSettingException("the table " + table + " ignores '" + field
                        + "', which is no field of the record itself; name a whole field, such as retrievedAt");
            }
        }
    }

    /** Upserts by the collection's key. */
    public static TableSettings upsert(String table) {
        return of(table, WriteMode.UPSERT);
    }

    /** Appends. */
    public static TableSettings append(String table) {
        return of(table, WriteMode.APPEND);
    }

    /** In this mode, by the collection's key where it needs one. */
    public static TableSettings of(String table, WriteMode mode) {
        return new TableSettings(
                table, mode, List.of(), Map.of(), Set.of(), Removal.DEFAULT, ColumnRules.NONE, Changes.NONE);
    }

    /** The same with this key, names or JSON pointers separated by commas. */
    public TableSettings withKey(String fields) {
        return new TableSettings(table, mode, PageFormat.key(fields), scope, ignore, removal, rules, changes);
    }

    /** The same with these constants. */
    public TableSettings withScope(Map<String, String> constants) {
        return new TableSettings(table, mode, key, constants, ignore, removal, rules, changes);
    }

    /** The same without a comparison of these fields, names or JSON pointers separated by commas. */
    public TableSettings withIgnore(String fields) {
        return new TableSettings(table, mode, key, scope, Set.copyOf(PageFormat.key(fields)), removal, rules, changes);
    }

    /** The same with this removal of rows whose records are gone. */
    public TableSettings withRemoval(Removal other) {
        return new TableSettings(table, mode, key, scope, ignore, other, rules, changes);
    }

    /** The same with other rules of its columns. */
    public TableSettings withRules(ColumnRules others) {
        return new TableSettings(table, mode, key, scope, ignore, removal, others, changes);
    }

    /** The same whose changes are told like this. */
    public TableSettings withChanges(Changes others) {
        return new TableSettings(table, mode, key, scope, ignore, removal, rules, others);
    }

    /** The same with the collection's key where no key is named. */
    TableSettings orKey(List<JsonPointer> collectionKey) {
        if (mode == WriteMode.APPEND || !key.isEmpty()) {
            return this;
        }
        if (collectionKey.isEmpty() && mode != WriteMode.REPLACE) {
            throw new InvalidSettingException("the table " + table + " has mode " + mode
                    + ", which needs a key; name one, such as key: id, or use mode APPEND");
        }
        return new TableSettings(table, mode, collectionKey, scope, ignore, removal, rules, changes);
    }

    /** The same with the collection's scope where no constants are named. */
    TableSettings orScope(Map<String, String> collectionScope) {
        return scope.isEmpty() ? withScope(collectionScope) : this;
    }

    /** The same with the collection's key and scope where none are named. */
    public TableSettings of(io.pagesync.run.plan.Collection collection) {
        TableSettings its =
                orKey(collection.format().key()).orScope(collection.scope().values());
        its.requireKeyIsWritten();
        if (its.changes.told()
                && its.mode == WriteMode.REPLACE
                && its.keyFields().isEmpty()) {
            throw new InvalidSettingException(
                    "the table " + table + " has changes and mode REPLACE without a key, so nobody"
                            + " knows which of its rows have changed; name a key, such as key: id, or leave changes out");
        }
        return its;
    }

    /** The paths of the fields of the table's key, the scope first; none to append, and without a key. */
    public List<String> keyFields() {
        if (mode == WriteMode.APPEND || key.isEmpty()) {
            return List.of();
        }
        return Stream.concat(
                        scope.keySet().stream().map(FieldPath::ofName),
                        key.stream().map(FieldPath::of))
                .distinct()
                .toList();
    }

    /** Whether a field, or a stamp, is written: those of the key always are. */
    public boolean writes(String field) {
        return rules.writes(field) || leadsToKey(field);
    }

    private boolean leadsToKey(String field) {
        return keyFields().contains(field)
                || key.stream().anyMatch(each -> FieldPath.ofName(each.getMatchingProperty())
                        .equals(field));
    }

    /** Rules cannot take away what tells records apart. */
    private void requireKeyIsWritten() {
        for (String field :
                Stream.concat(rules.leaveOut().stream(), rules.mask().stream()).toList()) {
            if (leadsToKey(field)) {
                throw new InvalidSettingException(
                        "the table " + table + " has the key " + String.join(", ", keyFields()) + ", of which "
                                + field.substring(1) + " can be neither left out nor masked");
            }
        }
    }
}
