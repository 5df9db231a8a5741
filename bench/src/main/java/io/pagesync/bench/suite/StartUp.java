package io.pagesync.bench.suite;

import io.pagesync.bench.contestant.Nothing;
import io.pagesync.bench.harness.Contest;
import io.pagesync.bench.harness.Contestant;
import io.pagesync.bench.harness.Lab;
import io.pagesync.bench.report.Draft;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From the command to its end, for one page. */
public final class StartUp implements Suite {
    @Override
    public String name() {
        return "startup";
    }

    @Override
    public Draft run(Lab lab) throws Exception {
        Draft draft = new Draft(
                name(),
                "Start-up",
                "wall",
                "`pagesync load` of one page of 100 records, from the command to its end, beside a Java program that"
                        + " does nothing.");
        Path file = lab.work().resolve("one.jsonl");
        List<Contestant> all = new ArrayList<>();
        Map<Integer, Path> jdks = Lab.jdks(17, 25);
        for (Map.Entry<Integer, Path> jdk : jdks.entrySet()) {
            all.add(Contestant.of(
                            "Pagesync, JDK " + jdk.getKey(),
                            lab.load(lab.ours().collection(100, 100), "--rate", 0, "--to", file))
                    .with(Map.of("JAVA_HOME", jdk.getValue().toString()))
                    .writing(file, 100));
            List<String> nothing = lab.program(Nothing.class, false);
            nothing.set(0, jdk.getValue().resolve("bin/java").toString());
            all.add(Contestant.of("nothing, JDK " + jdk.getKey(), nothing));
        }
        for (int version : new int[] {17, 25}) {
            if (!jdks.containsKey(version)) {
                draft.note("JDK " + version + " is not on this machine.");
            }
        }
        draft.add(new Contest(lab.work(), lab.choose(10, 3)).run(all));
        jdks.keySet()
                .forEach(version -> draft.atMost(
                        "start-up, JDK " + version, draft.median("Pagesync, JDK " + version, "wall"), 1.5, " s"));
        return draft;
    }
}
