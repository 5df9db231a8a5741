package io.pagesync.cli;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.ApiSettings;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.sync.CollectionParameters;
import io.pagesync.camel.sync.Schedules;
import io.pagesync.cli.option.ApiOptions;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.CollectionOptions;
import io.pagesync.cli.option.NewSync;
import io.pagesync.cli.option.Recognition;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.page.Page;
import io.pagesync.page.look.FoundKey;
import io.pagesync.run.Run;
import io.pagesync.run.plan.Collection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagesync probe}: from a URL to a sync that runs. */
@Command(
        name = "probe",
        description =
                "Looks how an API pages, says what was recognised and what is not sure, and writes its settings and"
                        + " a sync into a table, ready for lint, plan and run. Three requests at the most; no file is overwritten.",
        footerHeading = "%nExample:%n",
        footer = "  pagesync probe 'https://api.example.com/items' --name items --schedule '0 0 2 * * ?'")
final class ProbeCommand extends BaseCommand {
    @Mixin
    private CollectionOptions collection = new CollectionOptions();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The name of the sync and its table; the end of the URL's path, if it is not said.")
    private String name = "";

    @Option(
            names = "--schedule",
            paramLabel = "CRON",
            description = "When serve is to start the sync, such as '0 0 2 * * ?' for two o'clock each night: second,"
                    + " minute, hour, day of month, month, day of week.")
    private String schedule = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder in which config/ and routes/ are; that of the launcher, if it is not said.")
    private String out = System.getProperty("pagesync.home", "");

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Override
    public Integer call() {
        collection.requireFit(this, new SyncOptions());
        if (collection.isSync()) {
            throw new InvalidSettingException("probe takes a URL, and makes a sync of it; that there is already");
        }
        if (collection.isDivided()) {
            throw new InvalidSettingException("probe looks at one collection; give it the URL of one slice, and write"
                    + " --partitions as partitions into the sync that it makes");
        }
        NewSync sync = NewSync.of(collection, name, Path.of(out));
        sync.requireFree();
        if (!schedule.isEmpty()) {
            Schedules.requireFit(sync.name(), schedule);
        }
        ApiSettings settings = api.settings(sync.api(), collection.baseUri(), System.getenv());
        Map<String, String> given = collection.parameters(sync.name(), sync.api());
        // Before anything is started or asked for: what cannot be is told at once.
        Collection known = new CollectionParameters(given).collection(settings.baseUri(), settings.names());
        try (Engine engine = Engine.start(settings)) {
            Run look = Pipeline.look(engine.context(), known);
            Recognition recognition = Recognition.probe(engine.context(), look, this, collection, given, settings);
            recognition.requireDecided();
            Page first = recognition.firstPage(engine.context());
            Map<String, String> parameters = new TreeMap<>(recognition.parameters());
            String key = FoundKey.in(first).replaceFirst("^/", "");
            if (!key.isEmpty() && parameters.getOrDefault("key", "").isEmpty()) {
                parameters.put("key", key);
            }
            if (!schedule.isEmpty()) {
                parameters.put("schedule", schedule);
            }
            recognition.findings(key).forEach(line -> out().println(line));
            List<String> written = sync.write(parameters, this, api);
            written.forEach(file -> out().println("written     " + file));
            out().println("next        pagesync lint " + sync.name() + "; pagesync plan " + sync.name()
                    + "; pagesync run " + sync.name() + (schedule.isEmpty() ? "" : "; pagesync serve"));
            return 0;
        }
    }
}
