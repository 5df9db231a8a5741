package io.pagesync.bench.harness;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A way to do the work, as a command.
 *
 * @param name as it stands in the tables
 * @param command the program and its arguments
 * @param environment variables on top of the harness's own
 * @param output the JSON Lines it must have written, deleted after each run; null if it writes none
 * @param records how many lines that are
 * @param rounds how often it is measured at most: what takes minutes is not repeated
 * @param before what is done before each of its runs, unmeasured
 */
public record Contestant(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path output,
        long records,
        int rounds,
        Preparation before) {
    private static final int AS_OFTEN_AS_ASKED = 1000;

    /** Sets the scene. */
    @FunctionalInterface
    public interface Preparation {
        /** Does it. */
        void prepare() throws Exception;
    }

    /** One that leaves nothing that could be checked but its exit code. */
    public static Contestant of(String name, List<String> command) {
        return new Contestant(name, command, Map.of(), null, 0, AS_OFTEN_AS_ASKED, () -> {});
    }

    /** The same, which must write this many lines. */
    public Contestant writing(Path file, long lines) {
        return new Contestant(name, command, environment, file, lines, rounds, before);
    }

    /** The same with these variables. */
    public Contestant with(Map<String, String> variables) {
        return new Contestant(name, command, variables, output, records, rounds, before);
    }

    /** The same, measured at most this often and without a warm-up. */
    public Contestant slow(int most) {
        return new Contestant(name, command, environment, output, records, most, before);
    }

    /** The same, with something to be done before each run. */
    public Contestant after(Preparation preparation) {
        return new Contestant(name, command, environment, output, records, rounds, preparation);
    }

    boolean takesPartIn(int round) {
        return round < rounds && (round >= 0 || rounds == AS_OFTEN_AS_ASKED);
    }
}
