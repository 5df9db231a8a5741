package io.pagesync.database.table;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a row may say of its writing, in a column of its own. */
public enum Stamp {
    /** The run that has made or changed it last. */
    RUN,
    /** When it was made. */
    LOADED_AT,
    /** When it was made or changed last. */
    CHANGED_AT;

    /** Always with its milliseconds: where it is kept as text, it sorts by time. */
    private static final DateTimeFormatter MOMENT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    /** The column's name. It stands for the field, too: that of a record begins with a slash. */
    public String column() {
        return "_" + name().toLowerCase(Locale.ROOT);
    }

    /** The values of some, by their columns, for what a run writes at a moment. */
    public static Map<String, String> values(Set<Stamp> asked, String run, Instant now) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Stamp stamp : values()) {
            if (asked.contains(stamp)) {
                values.put(stamp.column(), stamp == RUN ? run : MOMENT.format(now));
            }
        }
        return values;
    }

    /** Whether a row that is changed keeps it. */
    public boolean stays() {
        return this == LOADED_AT;
    }
}
