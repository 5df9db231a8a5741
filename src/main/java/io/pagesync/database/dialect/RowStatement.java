package io.pagesync.database.dialect;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of a statement that puts a row of parameters in. */
public final class RowStatement {
    private RowStatement() {}

    /** The statement, as all databases know it. */
    public static String insert(String table, List<String> key, List<String> others, char quote) {
        List<String> columns = Stream.concat(key.stream(), others.stream()).toList();
        return "insert into " + table + " (" + list(columns, quote) + ") values ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    }

    /** The columns by their names, quoted. */
    static String list(List<String> columns, char quote) {
        return each(columns, quote, "%1$s");
    }

    /** The same in a form each, where {@code %1$s} stands for the name. */
    public static String each(List<String> columns, char quote, String form) {
        return columns.stream()
                .map(name -> String.format(Locale.ROOT, form, quote + name + quote))
                .collect(Collectors.joining(", "));
    }
}
