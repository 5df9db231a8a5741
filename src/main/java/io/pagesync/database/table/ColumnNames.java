package io.pagesync.database.table;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Names columns after their fields: the field's own name wherever it can be one. What no tool can type (control
 * characters, quotes) becomes an underscore; a name of more than 63 bytes, PostgreSQL's limit and so ours everywhere, is
 * cut and ends in a checksum of the whole; a name that is taken, in whatever case, gets a number.
 */
public final class ColumnNames {
    private static final int LONGEST = 63;
    private static final int CHECKSUM = 9;
    private static final int NUMBER = 5;

    private static final int HIGHEST_OF_THREE_BYTES = 0xFFFF;

    private final Set<String> taken = new HashSet<>();
    private final boolean allLetters;
    private final boolean accents;

    /** Names of one table of a database. */
    public ColumnNames(Facts facts) {
        this(facts.reservedColumns(), facts.namesAllLetters(), facts.namesTellAccents());
    }

    /**
     * Names of one table, of all letters.
     *
     * @param reserved names that no column may have, in lower case
     */
    public ColumnNames(Set<String> reserved) {
        this(reserved, true, true);
    }

    private ColumnNames(Set<String> reserved, boolean allLetters, boolean accents) {
        taken.addAll(reserved);
        this.allLetters = allLetters;
        this.accents = accents;
    }

    /** A column has this name already. */
    public void take(String name) {
        taken.add(same(name));
    }

    /** The name that a field's column has where it is free. */
    public static String of(String fieldPath) {
        return fit(readable(fieldPath, true), LONGEST, fieldPath);
    }

    /** A free name for the field, taken from now on. */
    public String choose(String fieldPath) {
        String base = fit(readable(fieldPath, allLetters), LONGEST, fieldPath);
        String name = base;
        for (int number = 2; !taken.add(same(name)); number++) {
            name = fit(base, LONGEST - NUMBER, fieldPath) + "_" + number;
        }
        return name;
    }

    /** The same for all names that the database may take for one. */
    private String same(String name) {
        String folded = fold(name);
        return accents
                ? folded
                : folded.codePoints()
                        .map(ColumnNames::bare)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    /** A letter without its accents, and the two that stand for another without any. */
    private static int bare(int letter) {
        return switch (letter) {
            case '\u00DF' -> 's';
            case '\u0131' -> 'i';
            default ->
                Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFD)
                        .codePointAt(0);
        };
    }

    private static String readable(String fieldPath, boolean allLetters) {
        StringBuilder name = new StringBuilder(fieldPath.length());
        fieldPath
                .substring(1)
                .replaceAll("\\\\u[0-9a-f]{4}", "_")
                .replace("\\\\", "_")
                .replace('/', '_')
                .replace("~1", "_")
                .replace("~0", "~")
                .codePoints()
                .map(c -> "\"'`[]{}?;:\\".indexOf(c) >= 0 || (!allLetters && c > HIGHEST_OF_THREE_BYTES) ? '_' : c)
                .forEach(name::appendCodePoint);
        String stripped = name.toString().strip();
        return stripped.isEmpty() ? "unnamed" : stripped;
    }

    private static String fit(String name, int most, String whole) {
        if (bytes(name) <= most) {
            return name;
        }
        StringBuilder cut = new StringBuilder();
        int room = most - CHECKSUM;
        for (int i = 0; i < name.length(); ) {
            String next = Character.toString(name.codePointAt(i));
            room -= bytes(next);
            if (room < 0) {
                break;
            }
            cut.append(next);
            i += next.length();
        }
        CRC32 checksum = new CRC32();
        checksum.update(whole.getBytes(StandardCharsets.UTF_8));
        return cut + String.format(Locale.ROOT, "_%08x", checksum.getValue());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * The same for all names that differ in case: SQLite and MariaDB do not tell these apart, so no database has to. Letter by letter, as
     * MariaDB does, for which a dotted capital I is an i.
     */
    public static String fold(String name) {
        return name.codePoints()
                .map(letter -> Character.toLowerCase(Character.toUpperCase(letter)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
