package io.pagesync.bench.suite;

import io.pagesync.bench.harness.Lab;
import io.pagesync.bench.report.Draft;
import io.pagesync.bench.table.TableCost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A collection into tables, first and second night, beside the databases' own way to load rows. */
public final class Tables implements Suite {
    @Override
    public String name() {
        return "tables";
    }

    @Override
    public Draft run(Lab lab) throws Exception {
        int total = lab.choose(100_000, 20_000);
        Draft draft = new Draft(
                name(),
                "Tables, night after night",
                "wall",
                ("%,d records in pages of 500, which are in memory, so HTTP is no part of it; ten workers read each page"
                                + " for its keys and write it, with marks, checks and verdict, in one process, warm. COPY"
                                + " and LOAD DATA take the rows of that load into the same columns with the same key, over"
                                + " one connection. Processor time is the process's and the servers'.")
                        .formatted(total));
        draft.version("PostgreSQL", "18.1");
        draft.version("MariaDB", "11.4.5");
        draft.note("PostgreSQL and MariaDB sync their logs for each transaction, as they are delivered (PostgreSQL with"
                + " max_wal_size 4GB); SQLite as Pagesync opens it. In the last two rows of each, one record of a hundred"
                + " is gone.");
        Path folder = lab.work().resolve("tables");
        Files.createDirectories(folder);
        ProcessRows.of(lab, TableCost.class, folder, total, lab.choose(5, 2)).into(draft);
        goals(draft);
        return draft;
    }

    private static void goals(Draft draft) {
        compare(draft, "PostgreSQL, first load", "PostgreSQL, COPY", 1.8);
        compare(draft, "MariaDB, first load", "MariaDB, LOAD DATA", 1.8);
        compare(draft, "PostgreSQL, again, no change", "PostgreSQL, first load", 0.8);
        for (String database : List.of("PostgreSQL", "SQLite", "MariaDB")) {
            compare(draft, database + ", mirror, 1% gone", database + ", upsert, 1% gone", 1.1);
        }
    }

    private static void compare(Draft draft, String one, String other, double limit) {
        draft.atMost(
                "tables: " + one + ", of " + other.substring(other.indexOf(',') + 2),
                draft.median(one, "wall") / draft.median(other, "wall"),
                limit,
                " x");
    }
}
