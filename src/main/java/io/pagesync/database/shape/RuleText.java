package io.pagesync.database.shape;

import io.pagesync.database.table.ColumnNames;
import io.pagesync.database.table.ColumnRules.Wish;
import io.pagesync.database.table.FieldPath;
import io.pagesync.database.table.Stamp;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules of a table's columns as they are written in one line. */
public final class RuleText {
    /** What {@link #columns} reads, in words that follow "it must be". */
    public static final String COLUMNS =
            "field: type or field=column: type, separated by commas, such as quantity: numeric(18,4), id=item_id";

    /** What {@link #fields} reads. */
    public static final String FIELDS =
            "names of fields of the record itself, separated by commas, such as note, label";

    /** What {@link #stamps} reads. */
    public static final String STAMPS =
            "some of " + Stream.of(Stamp.values()).map(Stamp::column).collect(Collectors.joining(", "));

    private static final int LONGEST = 63;
    private static final Pattern COMMA = Pattern.compile(",(?![^()]*\\))");
    private static final Pattern ENTRY = Pattern.compile("([^=:]+?)\\s*(?:=\\s*([^:]+?)\\s*)?(?::\\s*(.+))?");
    private static final Pattern TYPE =
            Pattern.compile("[A-Za-z_][\\w .\"]*(\\(\\s*\\d+\\s*(,\\s*\\d+\\s*)?\\))?[\\w ]*(\\[])?");

    private RuleText() {}

    /** What is wished of columns, by fields; empty if the text says nothing that can be. */
    public static Optional<Map<String, Wish>> columns(String text) {
        Map<String, Wish> wishes = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        for (String entry : text.isBlank() ? new String[0] : COMMA.split(text, -1)) {
            Matcher parts = ENTRY.matcher(entry.strip());
            if (!parts.matches()) {
                return Optional.empty();
            }
            String field = parts.group(1);
            String name = parts.group(2);
            String type = parts.group(3);
            boolean right = (name != null || type != null)
                    && (name == null || isName(name))
                    && (type == null || TYPE.matcher(type).matches())
                    && names.add(ColumnNames.fold(name == null ? field : name));
            if (!right || wishes.put(FieldPath.ofName(field), new Wish(name, type)) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(wishes);
    }

    /** The paths of fields. */
    public static Optional<Set<String>> fields(String text) {
        Set<String> fields = new LinkedHashSet<>();
        for (String name : text.isBlank() ? new String[0] : text.split(",", -1)) {
            if (name.isBlank() || name.strip().startsWith("/")) {
                return Optional.empty();
            }
            fields.add(FieldPath.ofName(name.strip()));
        }
        return Optional.of(fields);
    }

    /** What rows say of their writing. */
    public static Optional<Set<Stamp>> stamps(String text) {
        Set<Stamp> stamps = EnumSet.noneOf(Stamp.class);
        for (String name : text.isBlank() ? new String[0] : text.split(",", -1)) {
            Optional<Stamp> found = Stream.of(Stamp.values())
                    .filter(each -> each.column().equals(name.strip()))
                    .findFirst();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            stamps.add(found.get());
        }
        return Optional.of(stamps);
    }

    private static boolean isName(String name) {
        return name.length() <= LONGEST && name.chars().noneMatch(c -> c < ' ' || "\"'`;[]".indexOf(c) >= 0);
    }
}
