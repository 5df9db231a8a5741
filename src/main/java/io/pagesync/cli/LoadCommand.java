package io.pagesync.cli;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.ApiSettings;
import io.pagesync.camel.api.Apis;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.sync.CollectionParameters;
import io.pagesync.camel.sync.FirstLooks;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.cli.option.ApiOptions;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.CollectionOptions;
import io.pagesync.cli.option.OptionNames;
import io.pagesync.cli.option.Recognition;
import io.pagesync.cli.option.ShownUrl;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.cli.option.SyncRoute;
import io.pagesync.cli.option.Target;
import io.pagesync.cli.progress.OutputOptions;
import io.pagesync.cli.progress.RunWithProgress;
import io.pagesync.ledger.Start;
import io.pagesync.page.look.FoundKey;
import io.pagesync.run.Run;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Collection.OnDrift;
import io.pagesync.run.plan.Collection.OnPageFailure;
import io.pagesync.run.plan.Collection.Order;
import io.pagesync.run.plan.Collection.Verify;
import io.pagesync.run.plan.Partitioning.OnPartitionFailure;
import io.pagesync.settings.Form;
import io.pagesync.settings.Naming;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagesync load}: a whole collection, to standard output or to any destinations. */
@Command(
        name = "load",
        description = "Loads a whole collection, of a URL or of a sync, as JSON Lines to standard output or to the"
                + " destinations named.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  pagesync load 'https://api.example.com/items?pageSize=500' > items.jsonl",
            "  pagesync load 'https://api.example.com/items' --rate 2.5 --key id --to items.jsonl.gz",
            "  pagesync load packages --to packages.jsonl",
            "  pagesync load 'https://api.example.com/items' --to 'jdbc:postgresql://localhost/test?table=items'",
            "  pagesync load 'https://api.example.com/items' --to items.jsonl --to seda:items --per record",
            "  pagesync load 'http://localhost:3000/posts' --page-param _page --size-param _per_page \\",
            "      --records /data --total /items"
        })
public final class LoadCommand extends BaseCommand {
    private static final String SYNC = "load";

    @Mixin
    private CollectionOptions collection = new CollectionOptions();

    @Option(
            names = "--to",
            paramLabel = "DESTINATION",
            description =
                    "A file that ends in .jsonl or .jsonl.gz, a table (table:NAME, or a JDBC URL with table=NAME), a"
                            + " queue (queue:NAME, topic:NAME), a topic of Kafka (kafka:NAME), or any Camel endpoint URI;"
                            + " given more than once, all get each page in parallel. Without it, standard output.")
    private List<String> to = List.of();

    @Option(
            names = "--data-source",
            paramLabel = "NAME",
            defaultValue = "main",
            description = "The data source of tables (${DEFAULT-VALUE}); user and password are its settings, such as"
                    + " PAGESYNC_DATASOURCE_MAIN_PASSWORD.")
    private String dataSource = "main";

    @Option(
            names = "--per",
            paramLabel = "page|record",
            defaultValue = "page",
            description = "Whether an endpoint gets each page or each record as a message (${DEFAULT-VALUE}).")
    private Per per = Per.PAGE;

    @Option(
            names = "--order",
            paramLabel = "arrival|page",
            description = "Whether pages are handed on as they arrive or by their number (${DEFAULT-VALUE}).")
    private Order order = Order.ARRIVAL;

    @Option(
            names = "--verify",
            paramLabel = "counted|bracketed|confirmed",
            description =
                    "The evidence asked for; bracketed reads first and last page again at the end, confirmed reads all"
                            + " of it twice (${DEFAULT-VALUE}).")
    private Verify verify = Verify.COUNTED;

    @Option(
            names = "--on-drift",
            paramLabel = "stop|continue",
            description = "What follows a sign that the API does not page as it is asked (${DEFAULT-VALUE}).")
    private OnDrift onDrift = OnDrift.STOP;

    @Option(
            names = "--repair-passes",
            paramLabel = "N",
            description =
                    "How often what failed, or a collection that changed meanwhile, is read again at the most (2).")
    private @Nullable String repairPasses;

    @Option(
            names = "--on-page-failure",
            paramLabel = "stop|continue",
            description = "What follows when a page fails for good (${DEFAULT-VALUE}).")
    private OnPageFailure onPageFailure = OnPageFailure.STOP;

    @Option(
            names = "--on-partition-failure",
            paramLabel = "continue|stop",
            description = "What follows when pages of a partition are missing (${DEFAULT-VALUE}).")
    private OnPartitionFailure onPartitionFailure = OnPartitionFailure.CONTINUE;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            description = "Sends pages out in waves of N, each when the one before is complete; 0 for one wave"
                    + " (${DEFAULT-VALUE}).")
    private @Nullable String batchSize;

    @Option(
            names = "--fresh",
            description = "Begins anew, although the same load into the same file was cut short and could go on.")
    private boolean fresh;

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
        CollectionParameters.require(choices(), new OptionNames());
        TableTargets tables = TableTargets.of(to, dataSource);
        List<Target> targets = to.isEmpty() ? List.of(Target.standardOutput()) : tables.targets(per == Per.RECORD);
        return collection.isSync() ? loadSync(targets, tables) : loadUrl(targets, tables);
    }

    private int loadUrl(List<Target> targets, TableTargets tables) {
        ApiSettings settings = api.settings(SYNC, collection.baseUri(), System.getenv());
        Map<String, String> parameters = collection.parameters(SYNC, SYNC);
        parameters.putAll(choices());
        // Before anything is started or asked for: what cannot be is told at once.
        Collection given = new CollectionParameters(parameters).collection(settings.baseUri(), settings.names());
        if (printSync && Recognition.isSaid(this, collection)) {
            return print(new SyncRoute(SYNC, parameters, targets).yaml());
        }
        boolean needsSettings = tables.any() || targets.stream().anyMatch(Target::needsBroker);
        try (Engine engine =
                needsSettings ? Engine.withSettings(settings, tables.overrides()) : Engine.start(settings)) {
            if (tables.any() && !printSync) {
                return loadTables(engine, targets, tables, parameters, settings, given);
            }
            if (printSync) {
                Run look = Pipeline.look(engine.context(), given);
                Recognition found = recognise(engine, look, parameters, settings, this::warn);
                return print(new SyncRoute(SYNC, found.parameters(), targets).yaml());
            }
            engine.addRoutes(SYNC, new SyncRoute(SYNC, parameters, targets).yaml());
            RunWithProgress run = new RunWithProgress(engine.context(), output, err());
            LoadLedger.bind(engine.context(), to, settings, Form.text(per), run::tell);
            if (!Recognition.isSaid(this, collection)) {
                FirstLooks.of(engine.context()).add(SYNC, look -> {
                    Recognition found = recognise(engine, look, parameters, settings, run::tell);
                    return new FirstLooks.Found(found.collection(), found.first());
                });
            }
            return run.run(SYNC, start(), false);
        }
    }

    /** A table is told its key before the run begins, so the first page is looked at before, where no key is named. */
    private int loadTables(
            Engine engine,
            List<Target> targets,
            TableTargets tables,
            Map<String, String> parameters,
            ApiSettings settings,
            Collection given) {
        RunWithProgress run = new RunWithProgress(engine.context(), output, err());
        Map<String, String> all = new TreeMap<>(parameters);
        if (given.partitioning() == null && parameters.getOrDefault("key", "").isEmpty()) {
            Recognition found =
                    recognise(engine, Pipeline.look(engine.context(), given), parameters, settings, run::tell);
            all.putAll(found.parameters());
            String key = FoundKey.in(found.firstPage(engine.context())).replaceFirst("^/", "");
            if (!key.isEmpty()) {
                all.put("key", key);
                run.tell("key: " + key + ", found in the first page; --key names another");
            }
        } else if (!Recognition.isSaid(this, collection)) {
            all.putAll(recognise(engine, Pipeline.look(engine.context(), given), parameters, settings, run::tell)
                    .parameters());
        }
        engine.addRoutes(SYNC, new SyncRoute(SYNC, all, targets).yaml());
        LoadLedger.bind(engine.context(), tables.words(), settings, Form.text(per), run::tell);
        return run.run(SYNC, start(), false);
    }

    private Recognition recognise(
            Engine engine, Run look, Map<String, String> parameters, ApiSettings settings, Consumer<String> tell) {
        Recognition found = Recognition.of(engine.context(), look, this, collection, parameters, settings);
        found.requireDecided();
        found.sentences().forEach(tell);
        return found;
    }

    /** The sync's collection, to other destinations than its own. */
    private int loadSync(List<Target> targets, TableTargets tables) {
        Map<String, String> overrides = new TreeMap<>(properties.overrides());
        overrides.putAll(tables.overrides());
        try (Engine engine = Engine.idle(overrides)) {
            Map<String, String> parameters = new TreeMap<>(
                    Syncs.of(engine.context()).get(collection.sync()).parameters());
            Naming names = new OptionNames();
            choices().forEach((name, value) -> {
                if (given(names.parameter(name))) {
                    parameters.put(name, value);
                }
            });
            CollectionOptions.WHEN.forEach(parameters::remove);
            String name = SYNC + collection.sync();
            parameters.put("name", name);
            parameters.computeIfPresent("query", (any, query) -> SyncRoute.query(query));
            parameters.computeIfPresent("body", (any, body) -> SyncRoute.body(body));
            String route = new SyncRoute(name, parameters, targets).yaml();
            return printSync ? print(route) : run(engine, name, parameters.getOrDefault("api", ""), route);
        }
    }

    private Start start() {
        return fresh ? Start.FRESH : Start.NOW;
    }

    private Map<String, String> choices() {
        Map<String, String> choices = new TreeMap<>();
        choices.put("order", Form.text(order));
        choices.put("verify", Form.text(verify));
        choices.put("onDrift", Form.text(onDrift));
        choices.put("onPageFailure", Form.text(onPageFailure));
        choices.put("onPartitionFailure", Form.text(onPartitionFailure));
        if (repairPasses != null) {
            choices.put("repairPasses", repairPasses);
        }
        if (batchSize != null) {
            choices.put("batchSize", batchSize);
        }
        return choices;
    }

    private int print(String route) {
        out().print(route);
        out().flush();
        return 0;
    }

    private int run(Engine engine, String name, String api, String route) {
        engine.addRoutes(name, route);
        RunWithProgress run = new RunWithProgress(engine.context(), output, err());
        ApiSettings settings = Apis.of(engine.context()).get(api).settings();
        LoadLedger.bind(engine.context(), to, settings, Form.text(per), run::tell);
        return run.run(name, start(), false);
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
