package io.pagesync.database.write;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.database.table.Column;
import io.pagesync.database.table.FieldPath;
import io.pagesync.database.table.Quoted;
import io.pagesync.database.table.TableSettings;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a report says of fields that are not in a table. */
final class LeftOutFields {
    private LeftOutFields() {}

    /** Fields that are to be ignored and that no record has had: names that are likely slips. */
    static String neverSeen(TableSettings settings, @Nullable Inserts last) {
        if (last == null) {
            return "";
        }
        Set<String> known = last.schema().columns().stream().map(Column::field).collect(Collectors.toSet());
        String names = settings.ignore().stream()
                .filter(field -> !known.contains(FieldPath.of(field)))
                .map(JsonPointer::getMatchingProperty)
                .sorted()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : "; ignore names " + names + ", which no record has";
    }

    /** Fields whose values are not in the table, with the reasons. */
    static String text(@Nullable Inserts last) {
        return last == null
                ? ""
                : last.schema().leftOut().entrySet().stream()
                        .map(each -> "; " + Quoted.of(each.getKey().substring(1)) + " is left out: " + each.getValue())
                        .collect(Collectors.joining());
    }
}
