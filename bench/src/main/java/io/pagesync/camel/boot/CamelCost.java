package io.pagesync.camel.boot;

import io.pagesync.api.ApiSettings;
import io.pagesync.config.ApiReader;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * Loads a collection by the routes and by {@link DirectLoad}, in turn, in one process, and prints what each took.
 * Arguments: server, path, file, rounds.
 */
public final class CamelCost {
    private static final String SYNC = """
        - route:
            id: bench
            errorHandler: { noErrorHandler: {} }
            from:
              uri: kamelet:collection-source
              parameters: { api: bench, path: %s, order: page }
              steps:
                - to: { uri: kamelet:jsonl-sink, parameters: { file: '%s' } }
        """;

    private CamelCost() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        ApiSettings api = unlimited(ApiReader.defaults("bench", URI.create(arguments[0])));
        Path file = Path.of(arguments[2]);
        int rounds = Integer.parseInt(arguments[3]);
        try (Engine engine = Engine.start(api);
                DirectLoad direct = new DirectLoad(api, arguments[1], file)) {
            engine.addRoutes("bench", SYNC.formatted(arguments[1], file));
            // Two rounds each until the code is compiled.
            for (int round = -2; round < rounds; round++) {
                time("Pagesync's routes", round, () -> Pipeline.run(engine.context(), "bench"));
                time("called directly", round, direct::run);
            }
        }
        System.exit(0);
    }

    private static ApiSettings unlimited(ApiSettings api) {
        return new ApiSettings(
                api.name(),
                api.baseUri(),
                0,
                api.concurrency(),
                api.attempts(),
                api.backoff(),
                api.maxPause(),
                api.limits(),
                api.headers(),
                api.auth(),
                api.transport());
    }

    private static void time(String name, int round, Callable<RunReport> load) throws Exception {
        long begin = System.nanoTime();
        RunReport report = load.call();
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (report.verdict() != Verdict.COMPLETE) {
            throw new IllegalStateException(name + ": " + report);
        }
        if (round >= 0) {
            System.out.println(name + "\t" + seconds);
        }
    }
}
