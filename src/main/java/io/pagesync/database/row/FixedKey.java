package io.pagesync.database.row;

import io.pagesync.database.table.Column;
import io.pagesync.database.table.ColumnType;
import io.pagesync.database.table.IsoMoment;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * Which texts are one key in a column whose type somebody else has chosen: {@code 2024-01-01T00:00:00Z} and
 * {@code 2024-01-01T01:00:00+01:00} where that is a moment, letters of whatever case where it is a UUID. Of types that are not
 * known here each text is a key of its own.
 */
final class FixedKey {
    private FixedKey() {}

    /** A text that is the same for all texts that are the same key. */
    static String of(Column column, String text) {
        String type = String.valueOf(column.declared()).toLowerCase(Locale.ROOT);
        if (column.type() == ColumnType.INTEGER || column.type() == ColumnType.DECIMAL) {
            return number(text);
        }
        if (type.equals("uuid")) {
            return text.replaceAll("[{}-]", "").toLowerCase(Locale.ROOT);
        }
        if (type.startsWith("timestamp") || type.startsWith("datetime")) {
            return moment(type, text);
        }
        if (type.equals("date")) {
            return IsoMoment.local(text).map(LocalDateTime::toString).orElse(text);
        }
        if (type.equals("citext")) {
            return text.toLowerCase(Locale.ROOT);
        }
        return type.startsWith("char") && !type.startsWith("character varying") ? text.replaceFirst(" +$", "") : text;
    }

    /** What the column would round is refused, and shares no row. */
    private static String number(String text) {
        try {
            BigDecimal number = new BigDecimal(text.strip());
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
        } catch (NumberFormatException e) {
            return text;
        }
    }

    /** A PostgreSQL that is told no time zone drops the offset; microseconds are the most that any of them keeps. */
    private static String moment(String type, String text) {
        boolean dropsOffset = type.startsWith("timestamp") && type.contains("without");
        Optional<LocalDateTime> moment = dropsOffset ? IsoMoment.local(text) : IsoMoment.utc(text);
        return moment.map(each -> each.truncatedTo(ChronoUnit.MICROS).toString())
                .orElse(text);
    }
}
