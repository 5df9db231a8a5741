package io.pagesync.database.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a record get which columns, and what becomes of their values, before anything is stored.
 *
 * @param ddl who changes the table
 * @param columns what is wished of some columns, by their fields
 * @param only the only fields that are written, beside those of the key; empty for all
 * @param leaveOut fields that are not written
 * @param mask fields of which only whether they have a value is written
 * @param stamps what rows say of their writing
 * @param strip whether characters that a database cannot hold are taken out, and not their records refused
 */
public record ColumnRules(
        Ddl ddl,
        Map<String, Wish> columns,
        Set<String> only,
        Set<String> leaveOut,
        Set<String> mask,
        Set<Stamp> stamps,
        boolean strip) {
    /** What stands for a value that is masked. */
    public static final String MASKED = "***";

    /** All fields get columns of their names and of the types that their values need. */
    public static final ColumnRules NONE =
            new ColumnRules(Ddl.AUTO, Map.of(), Set.of(), Set.of(), Set.of(), Set.of(), false);

    /**
     * What is wished of a column.
     *
     * @param name its name; null for the field's
     * @param type its type as the database writes it; null for the one that its values need
     */
    public record Wish(@Nullable String name, @Nullable String type) {}

    /** Copies the collections. */
    public ColumnRules {
        columns = Map.copyOf(new LinkedHashMap<>(columns));
        only = Set.copyOf(only);
        leaveOut = Set.copyOf(leaveOut);
        mask = Set.copyOf(mask);
        stamps = Set.copyOf(stamps);
    }

    /** The same with another answer to who changes the table. */
    public ColumnRules with(Ddl who) {
        return new ColumnRules(who, columns, only, leaveOut, mask, stamps, strip);
    }

    /** Whether a field, or a stamp, is written. */
    public boolean writes(String field) {
        if (!field.startsWith("/")) {
            return stamps.stream().anyMatch(each -> each.column().equals(field));
        }
        return !leaveOut.contains(field) && (only.isEmpty() || only.contains(field));
    }

    /** Whether records as they arrived hold what is not to be stored. */
    public boolean hides() {
        return !only.isEmpty() || !leaveOut.isEmpty() || !mask.isEmpty();
    }

    /** The names that are asked for. */
    public List<String> names() {
        return columns.values().stream()
                .map(Wish::name)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The name that the column of a field, or a stamp, is to have; null for the field's own. */
    public @Nullable String name(String field) {
        if (!field.startsWith("/")) {
            return field;
        }
        Wish wish = columns.get(field);
        return wish == null ? null : wish.name();
    }

    /** The type that a column is made of; null for the one that its values need. */
    public @Nullable String type(String field, Facts facts) {
        if (field.equals(Stamp.LOADED_AT.column()) || field.equals(Stamp.CHANGED_AT.column())) {
            return facts.momentType();
        }
        Wish wish = columns.get(field);
        return wish == null ? null : wish.type();
    }
}
