package io.pagesync.bench.suite;

import io.pagesync.bench.harness.Contest;
import io.pagesync.bench.harness.Contestant;
import io.pagesync.bench.harness.Lab;
import io.pagesync.bench.report.Draft;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Peak memory, and whether it grows with the number of pages. */
public final class Memory implements Suite {
    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Draft run(Lab lab) throws Exception {
        int least = lab.choose(100_000, 10_000);
        Draft draft = new Draft(
                name(),
                "Peak memory",
                "peak RSS",
                "`pagesync load` to a file with the launcher's own settings, whole process, and the same for ten times"
                        + " the pages.");
        List<Contestant> all = new ArrayList<>();
        add(all, lab, least, 100);
        add(all, lab, 10 * least, 100);
        add(all, lab, 10 * least, 500);
        add(all, lab, 100 * least, 500);
        draft.version("server", lab.ours().name());
        draft.add(new Contest(lab.work(), lab.choose(2, 1)).run(all));
        for (int i = 0; i < 4; i += 2) {
            String few = all.get(i).name();
            String many = all.get(i + 1).name();
            double fewPeak = draft.median(few, "peak RSS");
            draft.atMost("peak memory, " + few.replace("Pagesync, ", ""), fewPeak, 320, " MB");
            draft.atMost(
                    "peak memory, " + many.replace("Pagesync, ", "") + ", of a tenth of its pages'",
                    draft.median(many, "peak RSS") / fewPeak,
                    1.05,
                    " x");
        }
        return draft;
    }

    private static void add(List<Contestant> all, Lab lab, int total, int size) throws Exception {
        Path file = lab.work().resolve("packages.jsonl");
        String url = lab.ours().collection(total, size);
        all.add(Contestant.of(
                        "Pagesync, %,d pages of %d".formatted(total / size, size),
                        lab.load(url, "--rate", 0, "--to", file))
                .writing(file, total));
    }
}
