package io.pagesync.bench.suite;

import io.pagesync.bench.harness.JavaServer;
import io.pagesync.bench.harness.JavaServer.Seen;
import io.pagesync.bench.harness.Lab;
import io.pagesync.bench.harness.Measured;
import io.pagesync.bench.report.Draft;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How much of a limit is used, and whether it is ever exceeded, by the arrivals at a strict server. */
public final class Rate implements Suite {
    private static final int PAGE_SIZE = 10;

    @Override
    public String name() {
        return "rate";
    }

    @Override
    public Draft run(Lab lab) throws Exception {
        Draft draft = new Draft(
                name(),
                "The limit, held",
                "share of the limit",
                "`pagesync load` against a server that logs each arrival and refuses whatever comes too early: more"
                        + " than the limit in any 1,000 ms. The share counts from the second request, as the first"
                        + " page comes alone, and over ten seconds, at 1,000/s over sixty. Pagesync aims at 98.8%."
                        + " The client runs at a lower priority (nice 10), since a server elsewhere has"
                        + " processors of its own.");
        draft.version("server", lab.ours().name());
        Files.createDirectories(lab.work());
        warmUp(lab);
        for (int latency : new int[] {0, 50}) {
            for (int limit : new int[] {10, 45, 50, 200, 1000}) {
                measure(lab, draft, limit, latency);
            }
        }
        lab.ours().set(0, 0);
        return draft;
    }

    /** A server whose code is compiled: while it was not, it stood still for 27 ms, and what came then came at once. */
    private static void warmUp(Lab lab) throws Exception {
        lab.ours().set(0, 0);
        String url = lab.ours().collection(lab.choose(20_000, 2_000) * (long) PAGE_SIZE, PAGE_SIZE);
        Measured.run(lab.load(url, "--rate", 0, "--concurrency", 90), Map.of(), lab.work());
    }

    private static void measure(Lab lab, Draft draft, int limit, int latency) throws Exception {
        JavaServer server = lab.ours();
        server.set(limit, latency);
        // At 1,000/s the first second goes to the compiler, so ten would tell of that.
        int pages = limit * lab.choose(limit < 1000 ? 10 : 60, 3);
        // Half as many again as the limit and the latency ask for.
        int concurrency = Math.max(10, limit * (latency + 10) * 3 / 2 / 1000);
        // A server elsewhere has its processors for itself: here it goes before the client, which filled both for its
        // first half second, so that the server stood still for 15 ms and what came then came at once.
        List<String> command = new ArrayList<>(List.of("nice", "-n", "10"));
        command.addAll(lab.load(
                server.collection((long) pages * PAGE_SIZE, PAGE_SIZE), "--rate", limit, "--concurrency", concurrency));
        Measured.run(command, Map.of(), lab.work());
        Seen seen = server.seen();
        String name = "%,d/s, %d ms latency".formatted(limit, latency);
        double share = 100 * seen.perSecond() / limit;
        System.out.printf(
                "  %-24s %6.2f%%  busiest second %d, refused %d%n", name, share, seen.busiestSecond(), seen.refused());
        draft.add(name, "share of the limit", "%", List.of(share));
        draft.add(name, "busiest second", "", List.of((double) seen.busiestSecond()));
        draft.add(name, "refused (429)", "", List.of((double) seen.refused()));
        draft.add(name, "concurrency", "", List.of((double) concurrency));
        draft.atLeast("share of the limit, " + name, share, 98, "%");
        draft.atMost("busiest second, " + name, seen.busiestSecond(), Math.max(limit + 1, limit * 1.01), "");
        draft.atMost("refused, " + name, seen.refused(), 0, "");
    }
}
