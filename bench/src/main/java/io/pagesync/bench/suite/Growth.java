package io.pagesync.bench.suite;

import io.pagesync.bench.harness.Contest;
import io.pagesync.bench.harness.Contestant;
import io.pagesync.bench.harness.Lab;
import io.pagesync.bench.report.Draft;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether the hundred-thousandth page costs what the thousandth does. */
public final class Growth implements Suite {
    private static final int SIZE = 10;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public Draft run(Lab lab) throws Exception {
        Draft draft = new Draft(
                name(),
                "Growth with the number of pages",
                "wall",
                "`pagesync load --key id` of pages of 10 records, whole process, ledger and verdict included.");
        int unit = lab.choose(1, 10);
        int[] pages = {100 / unit, 10_000 / unit, 30_000 / unit, 100_000 / unit};
        Path file = lab.work().resolve("packages.jsonl");
        List<Contestant> all = new ArrayList<>();
        for (int count : pages) {
            String url = lab.ours().collection((long) count * SIZE, SIZE);
            all.add(Contestant.of(name(count), lab.load(url, "--rate", 0, "--key", "id", "--to", file))
                    .writing(file, (long) count * SIZE));
        }
        draft.version("server", lab.ours().name());
        draft.add(new Contest(lab.work(), lab.choose(3, 1)).run(all));
        double[] perPage = new double[pages.length];
        for (int i = 1; i < pages.length; i++) {
            double seconds = draft.median(name(pages[i]), "wall") - draft.median(name(pages[i - 1]), "wall");
            perPage[i] = 1e6 * seconds / (pages[i] - pages[i - 1]);
            draft.add(name(pages[i]), "of each page more", "µs", List.of(perPage[i]));
        }
        draft.atMost(
                "growth: a page between the %,dth and the %,dth, of one between the %,dth and that"
                        .formatted(pages[2], pages[3], pages[1]),
                perPage[3] / perPage[2],
                1.15,
                " x");
        return draft;
    }

    private static String name(int pages) {
        return "Pagesync, %,d pages".formatted(pages);
    }
}
