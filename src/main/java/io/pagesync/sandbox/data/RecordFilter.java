package io.pagesync.sandbox.data;

import io.pagesync.sandbox.call.RefusedException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One condition such as {@code label__endswith:0003}, on the text of a record's label, id or lastModified.
 *
 * @param field whose text is looked at
 * @param operator where in it the value must stand, or how it compares
 * @param value the text looked for, as is
 */
record RecordFilter(SortOrder.Field field, Operator operator, String value) {
    /** Where the value must stand in the field's text. */
    enum Operator {
        STARTSWITH,
        ENDSWITH,
        CONTAINS,
        EQ,
        /** The field's text sorts behind the value. */
        GT,
        /** Or is the value. */
        GTE
    }

    private static final Pattern SYNTAX =
            Pattern.compile("(id|label|lastModified)__(startswith|endswith|contains|eq|gte?):(.+)", Pattern.DOTALL);

    /** The records that were modified at this time or later, as they show it. */
    static RecordFilter modifiedFrom(String time) {
        return new RecordFilter(SortOrder.Field.LAST_MODIFIED, Operator.GTE, time);
    }

    /** Reads {@code field__operator:value}. */
    static RecordFilter parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw RefusedException.badRequest("filter must be id, label or lastModified, followed by __startswith,"
                    + " __endswith, __contains, __eq, __gt or __gte, a colon and a value");
        }
        SortOrder.Field field =
                switch (matcher.group(1)) {
                    case "id" -> SortOrder.Field.ID;
                    case "label" -> SortOrder.Field.LABEL;
                    default -> SortOrder.Field.LAST_MODIFIED;
                };
        Operator operator =
                switch (matcher.group(2)) {
                    case "startswith" -> Operator.STARTSWITH;
                    case "endswith" -> Operator.ENDSWITH;
                    case "contains" -> Operator.CONTAINS;
                    case "gt" -> Operator.GT;
                    case "gte" -> Operator.GTE;
                    default -> Operator.EQ;
                };
        return new RecordFilter(field, operator, matcher.group(3));
    }

    /** Whether the record fulfils it; {@code scratch} saves an object a record, its content is lost. */
    boolean accepts(long id, RecordWriter records, JsonBytes scratch) {
        scratch.clear();
        switch (field) {
            case ID -> scratch.number(id);
            case LABEL -> records.label(id, scratch);
            case LAST_MODIFIED -> records.lastModified(id, scratch);
        }
        if (operator == Operator.GT || operator == Operator.GTE) {
            int order = compare(scratch.toString());
            return order > 0 || (order == 0 && operator == Operator.GTE);
        }
        int last = scratch.length() - value.length();
        return switch (operator) {
            case STARTSWITH -> last >= 0 && standsAt(0, scratch);
            case ENDSWITH -> last >= 0 && standsAt(last, scratch);
            case EQ -> last == 0 && standsAt(0, scratch);
            case GT, GTE -> throw new IllegalStateException("compared above");
            case CONTAINS -> {
                int at = 0;
                while (at <= last && !standsAt(at, scratch)) {
                    at++;
                }
                yield at <= last;
            }
        };
    }

    /** Ids as numbers, of which the shorter one is less. */
    private int compare(String text) {
        int byLength = field == SortOrder.Field.ID ? Integer.compare(text.length(), value.length()) : 0;
        return byLength != 0 ? byLength : text.compareTo(value);
    }

    // The fields are ASCII, so a byte is a character; a value that is not ASCII is found nowhere.
    private boolean standsAt(int at, JsonBytes text) {
        for (int i = 0; i < value.length(); i++) {
            if (text.at(at + i) != value.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
