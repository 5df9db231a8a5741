package io.pagesync.database.shape;

import io.pagesync.database.dialect.RealColumn;
import io.pagesync.database.table.ColumnNames;
import io.pagesync.database.table.Facts;
import io.pagesync.database.table.TableSchema;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table as it is found.
 *
 * @param isThere whether there is one
 * @param real the columns that the database says it has
 * @param schema those of them that fields belong to
 */
record TableNow(boolean isThere, List<RealColumn> real, TableSchema schema) {
    /** The column of a name; null if there is none. */
    static @Nullable RealColumn find(List<RealColumn> real, String name, Facts facts) {
        return real.stream()
                .filter(each -> facts.ignoresCase()
                        ? each.name().equalsIgnoreCase(name)
                        : each.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The column that a field of this name means, which no other field has: the very name, or the one that differs in case. */
    @Nullable
    RealColumn free(String name, Set<String> taken) {
        List<RealColumn> alike = real.stream()
                .filter(each -> each.name().equalsIgnoreCase(name))
                .filter(each -> !taken.contains(ColumnNames.fold(each.name())))
                .toList();
        return alike.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(alike.size() == 1 ? alike.get(0) : null);
    }

    /** Columns without a value of ours by which every row is refused, unless a trigger gives them one. */
    List<String> unfilled(TableSchema fitted) {
        Set<String> ours = fitted.columns().stream()
                .map(each -> ColumnNames.fold(each.name()))
                .collect(Collectors.toSet());
        return real.stream()
                .filter(RealColumn::isRequired)
                .map(RealColumn::name)
                .filter(name -> !ours.contains(ColumnNames.fold(name)))
                .toList();
    }
}
