package io.pagesync.cli.history;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows whose columns stand below each other, under a line with their names. */
final class Columns {
    private static final String BETWEEN = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    Columns(String... names) {
        rows.add(List.of(names));
    }

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    void print(PrintWriter to) {
        rows.forEach(row -> to.println(line(row)));
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size() - 1; column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(width(column) - cell.length())).append(BETWEEN);
        }
        return line.append(row.get(row.size() - 1)).toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
