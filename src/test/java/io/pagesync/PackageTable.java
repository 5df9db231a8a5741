package io.pagesync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of the packages, as a page of the documentation has it. */
final class PackageTable {
    private static final String ROOT = "io.pagesync";
    private static final Pattern ROW = Pattern.compile("\\| `([a-z.]+)` \\|[^|]*\\| ([a-z., ]+|-) \\|");

    private PackageTable() {}

    /** The packages that a class of each package may use, by their names in the table. */
    static Map<String, Set<String>> read(Path page) throws IOException {
        Map<String, Set<String>> table = new TreeMap<>();
        for (String line : Files.readAllLines(page)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Set<String> uses = Arrays.stream(row.group(2).split(", "))
                        .filter(each -> !each.equals("-"))
                        .collect(Collectors.toSet());
                table.put(row.group(1), uses);
            }
        }
        return table;
    }

    /** Whether the row allows a package: by its name, or by that of one above it with two dots behind. */
    static boolean allows(Set<String> row, String used) {
        return row.contains(used)
                || row.stream().filter(each -> each.endsWith("..")).anyMatch(each -> (used + ".")
                        .startsWith(each.substring(0, each.length() - 1)));
    }

    /** The name of a package in the table; empty for one that is none of ours. */
    static String name(String packageName) {
        if (packageName.equals(ROOT)) {
            return "errors";
        }
        return packageName.startsWith(ROOT + ".") ? packageName.substring(ROOT.length() + 1) : "";
    }
}
