package io.pagesync.bench.suite;

import io.pagesync.bench.contestant.PlainLoop;
import io.pagesync.bench.harness.Contest;
import io.pagesync.bench.harness.Contestant;
import io.pagesync.bench.harness.Lab;
import io.pagesync.bench.harness.Server;
import io.pagesync.bench.report.Draft;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A collection to JSON Lines, by whoever can: whole processes, concurrency 10, no rate limit. */
public final class JsonLines implements Suite {
    private static final String OURS = "Pagesync";
    private static final String LOOP = "plain Java loop";
    private static final String SEED = "seed (t3api-utils)";
    private static final String FLOOR = "floor: fetch only";

    private final boolean million;

    /** The suite of a million records in pages of 500, or of a hundred thousand in pages of 100. */
    public JsonLines(boolean million) {
        this.million = million;
    }

    @Override
    public String name() {
        return million ? "jsonl-1m" : "jsonl-100k";
    }

    @Override
    public Draft run(Lab lab) throws Exception {
        int size = million ? 500 : 100;
        int total = million ? lab.choose(1_000_000, 100_000) : lab.choose(100_000, 20_000);
        Server server = lab.fastest(total, size);
        String url = server.collection(total, size);
        Draft draft = new Draft(
                        name(),
                        "%,d records to JSON Lines, pages of %d".formatted(total, size),
                        "wall",
                        "Whole processes, ten requests in flight, no rate limit; page order, but for the row that says"
                                + " otherwise. What others leave out (retries, checks, a verdict), Pagesync does.")
                .comparedWith(FLOOR);
        draft.version("server", server.name());
        draft.add(new Contest(lab.work(), lab.choose(5, 2)).run(contestants(lab, url, total, total / size)));
        lab.missing().forEach(draft::note);
        goals(draft);
        return draft;
    }

    private List<Contestant> contestants(Lab lab, String url, int total, int pages) throws Exception {
        Path file = lab.work().resolve("packages.jsonl");
        List<Contestant> all = new ArrayList<>();
        all.add(lab.floor(url, pages));
        all.add(Contestant.of(OURS, lab.load(url, "--rate", 0, "--order", "page", "--to", file))
                .writing(file, total));
        all.add(Contestant.of("Pagesync, as pages arrive", lab.load(url, "--rate", 0, "--to", file))
                .writing(file, total));
        all.add(Contestant.of(LOOP, lab.program(PlainLoop.class, true, url, file, 10))
                .writing(file, total));
        Path curl = lab.tool("curl");
        if (curl != null) {
            all.add(Contestant.of(
                    "curl --parallel, to page files",
                    List.of(
                            curl.toString(),
                            "--silent",
                            "--show-error",
                            "--fail",
                            "--parallel",
                            "--parallel-max",
                            "10",
                            "--create-dirs",
                            "--output-dir",
                            lab.work().resolve("curl").toString(),
                            "--output",
                            "#1.json",
                            url + "?page=[1-" + pages + "]")));
        }
        Path python = lab.tool("python");
        if (python != null) {
            all.add(script(lab, SEED, python, "seed.py", url, file)
                    .writing(file, total)
                    .slow(million ? 1 : 3));
            // A million records take it minutes, and tell no more.
            if (!million) {
                all.add(script(lab, "dlt rest_api", python, "dlt_jsonl.py", url, file)
                        .writing(file, total)
                        .slow(2));
            }
        }
        return all;
    }

    private static Contestant script(Lab lab, String name, Path python, String script, String url, Path file) {
        Path path = lab.home().resolve("bench/python").resolve(script);
        return Contestant.of(name, List.of(python.toString(), path.toString(), url, file.toString()))
                .with(Map.of("PYTHONDONTWRITEBYTECODE", "1"));
    }

    private void goals(Draft draft) {
        double ours = draft.median(OURS, "wall");
        double loop = draft.median(LOOP, "wall");
        double seed = draft.median(SEED, "wall");
        String what = (million ? "1,000,000" : "100,000") + " records to JSON Lines: ";
        if (million) {
            draft.atMost(what + "wall time, of the floor's", ours / draft.median(FLOOR, "wall"), 2, " x");
            draft.atMost(what + "wall time, of the plain loop's", ours / loop, 0.5, " x");
            draft.atLeast(what + "speed, of the seed's", seed / ours, 5, " x");
        } else {
            draft.atMost(what + "wall time, of the plain loop's", ours / loop, 1, " x");
            draft.atLeast(what + "speed, of the seed's", seed / ours, 3, " x");
        }
        draft.atMost(what + "peak memory", draft.median(OURS, "peak RSS"), 320, " MB");
    }
}
