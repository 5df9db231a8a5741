package io.pagesync.bench.suite;

import io.pagesync.bench.harness.Contest;
import io.pagesync.bench.harness.Contestant;
import io.pagesync.bench.harness.Lab;
import io.pagesync.bench.harness.Server;
import io.pagesync.bench.report.Draft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the ledger costs: runs of a sync that keep one in SQLite, beside the same in memory. */
public final class LedgerCost implements Suite {
    private static final String KEPT = ", ledger in SQLite";
    private static final String IN_MEMORY = ", ledger in memory";

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public Draft run(Lab lab) throws Exception {
        int many = lab.choose(1_000_000, 100_000);
        Draft draft = new Draft(
                name(),
                "The ledger",
                "wall",
                "`pagesync run` of a sync into JSON Lines, whole process: with the ledger that it has by default, in"
                        + " SQLite, and with `pagesync.ledger.data-source = memory`, which also leaves out the marks"
                        + " beside the file.");
        Server server = lab.fastest(many, 500);
        draft.version("server", server.name());
        String all = "%,d records".formatted(many);
        String page = "one page of 100";
        List<Contestant> contestants = new ArrayList<>();
        add(contestants, lab, server, all, many, 500);
        add(contestants, lab, lab.ours(), page, 100, 100);
        draft.add(new Contest(lab.work(), lab.choose(7, 3)).run(contestants));
        draft.atMost(
                "the ledger of %s: wall time, of that in memory".formatted(all),
                draft.median(all + KEPT, "wall") / draft.median(all + IN_MEMORY, "wall"),
                1.03,
                " x");
        draft.atMost(
                "the ledger of %s: wall time more than in memory".formatted(page),
                draft.median(page + KEPT, "wall") - draft.median(page + IN_MEMORY, "wall"),
                0.3,
                " s");
        return draft;
    }

    private static void add(List<Contestant> all, Lab lab, Server server, String what, int total, int size)
            throws IOException {
        Path home = Files.createDirectories(lab.work().resolve("ledger-" + total));
        Path file = home.resolve("items.jsonl");
        String url = server.collection(total, size);
        int path = url.indexOf('/', url.indexOf("//") + 2);
        Files.writeString(Files.createDirectories(home.resolve("routes")).resolve("items.camel.yaml"), """
                - route:
                    id: items
                    errorHandler: { noErrorHandler: {} }
                    from:
                      uri: kamelet:collection-source
                      parameters: { api: t3, path: %s, key: id }
                      steps:
                        - to: { uri: kamelet:jsonl-sink, parameters: { file: %s } }
                """.formatted(
                        url.substring(path), file));
        List<String> command = List.of(lab.launcher(), "run", "items");
        Map<String, String> settings = Map.of(
                "PAGESYNC_JAVA_OPTS",
                "-Dpagesync.home=" + home,
                "PAGESYNC_API_T3_BASE_URL",
                url.substring(0, path),
                "PAGESYNC_API_T3_RATE_LIMIT",
                "0",
                "PAGESYNC_DATASOURCE_MAIN_URL",
                "jdbc:sqlite:" + home.resolve("ledger.db"));
        all.add(Contestant.of(what + KEPT, command).with(settings).writing(file, total));
        Map<String, String> withoutLedger = new TreeMap<>(settings);
        withoutLedger.put("PAGESYNC_LEDGER_DATA_SOURCE", "memory");
        all.add(Contestant.of(what + IN_MEMORY, command).with(withoutLedger).writing(file, total));
    }
}
