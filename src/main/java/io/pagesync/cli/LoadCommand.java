package io.pagesync.cli;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.ApiSettings;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.config.Form;
import io.pagesync.config.Naming;
import io.pagesync.run.Collection.OnPageFailure;
import io.pagesync.run.Collection.Order;
import io.pagesync.run.Collection.Verify;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagesync load}: a whole collection, to standard output or to any destinations. */
@Command(
        name = "load",
        description =
                "Loads a whole collection, of a URL or of a sync, as JSON Lines to standard output or to the destinations named.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  pagesync load 'https://api.example.com/items?pageSize=500' > items.jsonl",
            "  pagesync load 'https://api.example.com/items' --rate 2.5 --key id --to items.jsonl.gz",
            "  pagesync load packages --to packages.jsonl",
            "  pagesync load 'https://api.example.com/items' --to items.jsonl --to seda:items --per record",
            "  pagesync load 'http://localhost:3000/posts' --page-param _page --size-param _per_page \\",
            "      --records /data --total /items"
        })
final class LoadCommand extends BaseCommand {
    private static final String SYNC = "load";

    @Mixin
    private CollectionOptions collection = new CollectionOptions();

    @Option(
            names = "--to",
            paramLabel = "DESTINATION",
            description =
                    "A file that ends in .jsonl or .jsonl.gz, or any Camel endpoint URI; given more than once, all"
                            + " get each page in parallel. Without it, standard output.")
    private List<String> to = List.of();

    @Option(
            names = "--per",
            paramLabel = "page|record",
            defaultValue = "page",
            description = "Whether an endpoint gets each page or each record as a message (${DEFAULT-VALUE}).")
    private Per per = Per.PAGE;

    @Option(
            names = "--order",
            paramLabel = "arrival|page",
            defaultValue = "arrival",
            description = "Whether pages are handed on as they arrive or by their number (${DEFAULT-VALUE}).")
    private Order order = Order.ARRIVAL;

    @Option(
            names = "--verify",
            paramLabel = "counted|bracketed",
            defaultValue = "counted",
            description =
                    "The evidence asked for; bracketed reads first and last page again at the end (${DEFAULT-VALUE}).")
    private Verify verify = Verify.COUNTED;

    @Option(
            names = "--on-page-failure",
            paramLabel = "stop|continue",
            defaultValue = "stop",
            description = "What follows when a page fails for good (${DEFAULT-VALUE}).")
    private OnPageFailure onPageFailure = OnPageFailure.STOP;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Sends pages out in waves of N, each when the one before is complete; 0 for one wave (${DEFAULT-VALUE}).")
    private int batchSize;

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Mixin
    private SyncOptions properties = new SyncOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--print-sync",
            description = "Prints this load as a route to put under routes/, and loads nothing.")
    private boolean printSync;

    enum Per {
        PAGE,
        RECORD
    }

    @Override
    public Integer call() {
        collection.requireFit(this, properties);
        requireDifferent();
        List<Target> targets = to.isEmpty()
                ? List.of(Target.standardOutput())
                : to.stream().map(each -> Target.of(each, per == Per.RECORD)).toList();
        return collection.isSync() ? loadSync(targets) : loadUrl(targets);
    }

    private int loadUrl(List<Target> targets) {
        Map<String, String> parameters = collection.parameters(SYNC, SYNC);
        choices().forEach(parameters::put);
        String route = new SyncRoute(SYNC, parameters, targets).yaml();
        if (printSync) {
            return print(route);
        }
        ApiSettings settings = api.settings(SYNC, collection.baseUri(), System.getenv());
        try (Engine engine = Engine.start(settings)) {
            return load(engine, SYNC, route);
        }
    }

    /** The sync's collection, to other destinations than its own. */
    private int loadSync(List<Target> targets) {
        try (Engine engine = Engine.idle(properties.overrides())) {
            Map<String, String> parameters = new TreeMap<>(
                    Syncs.of(engine.context()).get(collection.sync()).parameters());
            Naming names = new OptionNames();
            choices().forEach((name, value) -> {
                if (given(names.parameter(name))) {
                    parameters.put(name, value);
                }
            });
            List.of("schedule", "timeZone", "misfire").forEach(parameters::remove);
            String name = SYNC + collection.sync();
            parameters.put("name", name);
            parameters.computeIfPresent("query", (any, query) -> SyncRoute.query(query));
            String route = new SyncRoute(name, parameters, targets).yaml();
            return printSync ? print(route) : load(engine, name, route);
        }
    }

    private Map<String, String> choices() {
        return Map.of(
                "order", Form.text(order),
                "verify", Form.text(verify),
                "onPageFailure", Form.text(onPageFailure),
                "batchSize", Integer.toString(batchSize));
    }

    private int print(String route) {
        out().print(route);
        out().flush();
        return 0;
    }

    private int load(Engine engine, String name, String route) {
        engine.addRoutes(name, route);
        return new RunWatch(engine.context(), output, err()).run(name);
    }

    /** The same file twice would be written over itself; the same queue twice would get each record twice. */
    private void requireDifferent() {
        for (String destination : to) {
            if (to.indexOf(destination) != to.lastIndexOf(destination)) {
                throw new InvalidSettingException(
                        "--to " + ShownUrl.of(destination) + " is given twice; leave one out");
            }
        }
    }
}
