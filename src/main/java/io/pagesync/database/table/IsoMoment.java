package io.pagesync.database.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A date and a time of day as ISO 8601 and SQL write them, with or without an offset from UTC. */
public final class IsoMoment {
    private static final Pattern FORM = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)(?:[Tt ](\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?))? ?([Zz]|[+-]\\d\\d(?::?\\d\\d)?)?");

    private IsoMoment() {}

    /** What a text says, without its offset; empty if it is no such text. */
    public static Optional<LocalDateTime> local(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? local(form) : Optional.empty();
    }

    /** The same at UTC, which is meant where no offset is written. */
    public static Optional<LocalDateTime> utc(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String offset = form.group(3) == null ? "Z" : form.group(3).toUpperCase(Locale.ROOT);
        try {
            return local(form)
                    .map(local -> local.minusSeconds(ZoneOffset.of(offset).getTotalSeconds()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDateTime> local(Matcher form) {
        try {
            LocalDate date = LocalDate.parse(form.group(1));
            return Optional.of(
                    form.group(2) == null ? date.atStartOfDay() : date.atTime(LocalTime.parse(form.group(2))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
