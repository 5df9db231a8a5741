package io.pagesync.partition;

import io.pagesync.InvalidSettingException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a collection is divided into slices, as it was written.
 *
 * @param slices the slices, where they can be told; null if another collection has to be asked for them
 * @param parent the other collection; null if the slices can be told
 */
public record Division(@Nullable Slices slices, @Nullable ParentList parent) {
    /** How it is written, in words that follow "it must be". */
    public static final String RIGHT = "NAME=VALUE,VALUE..., NAME=file:FILE, NAME from /PATH [at FIELD], or windows"
            + " FROM..TO/STEP such as 2024-01-01..now/P1M";

    private static final Pattern PARENT =
            Pattern.compile("([A-Za-z]\\w*)\\s+from\\s+(/[^?\\s]*)(?:\\?(\\S*))?(?:\\s+at\\s+(\\S+))?");
    private static final Pattern FILE = Pattern.compile("([A-Za-z]\\w*)\\s*=\\s*file:(.+)");
    private static final Pattern VALUES = Pattern.compile("([A-Za-z]\\w*)\\s*=\\s*(.+)");
    private static final Pattern WINDOWS = Pattern.compile("(\\S+?)\\.\\.(\\S+)/(\\S+)");
    /** What styles of paging put in, and windows. */
    private static final Set<String> TAKEN =
            Set.of("page", "offset", "size", "cursor", Window.FROM, Window.TO, Window.LAST);

    /**
     * Reads it; empty if it is of no such form.
     *
     * @throws InvalidSettingException if it cannot be, though it is
     */
    public static Optional<Division> of(String text) {
        Matcher parent = PARENT.matcher(text);
        if (parent.matches()) {
            String name = free(parent.group(1));
            String query = parent.group(3) == null ? "" : parent.group(3);
            String field = parent.group(4) == null ? name : parent.group(4);
            return Optional.of(new Division(null, new ParentList(name, parent.group(2), query, field)));
        }
        Matcher file = FILE.matcher(text);
        if (file.matches()) {
            return Optional.of(new Division(
                    new ValueFile(free(file.group(1)), Path.of(file.group(2).strip())), null));
        }
        Matcher values = VALUES.matcher(text);
        if (values.matches()) {
            String name = free(values.group(1));
            List<ValueSlice> slices = Arrays.stream(values.group(2).split(",", -1))
                    .map(value -> new ValueSlice(name, value.strip()))
                    .toList();
            return Optional.of(new Division(new ValueList(name, slices), null));
        }
        Matcher windows = WINDOWS.matcher(text);
        return windows.matches()
                ? Optional.of(new Division(Windows.of(windows.group(1), windows.group(2), windows.group(3)), null))
                : Optional.empty();
    }

    /** The names of the placeholders that each slice has a value for. */
    public Set<String> placeholders() {
        return slices != null ? slices.placeholders() : parent != null ? Set.of(parent.placeholder()) : Set.of();
    }

    /** Whether a slice's value is a scope, in which keys may be those of another. */
    public boolean isByValue() {
        return !(slices instanceof Windows);
    }

    private static String free(String name) {
        if (TAKEN.contains(name)) {
            throw new InvalidSettingException(
                    "partitions name {" + name + "}, which stands for something else; take another name");
        }
        return name;
    }
}
