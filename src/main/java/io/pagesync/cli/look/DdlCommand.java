package io.pagesync.cli.look;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.FirstPartition;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.check.SyncDestinations;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.page.Page;
import io.pagesync.run.Run;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pagesync ddl}: the statements that make the tables of a sync. */
@Command(
        name = "ddl",
        description =
                "Prints the statements that make a sync's tables, from its first page, and Pagesync's own, as far as"
                        + " they are not there: for who makes tables where ddl is check or none. Changes nothing.")
public final class DdlCommand extends BaseCommand {
    @Parameters(arity = "1", paramLabel = "SYNC", description = "The sync.")
    private String name = "";

    @Mixin
    private SyncOptions options = new SyncOptions();

    @Override
    public Integer call() {
        try (Engine engine = Engine.idle(options.overrides())) {
            var sync = Syncs.of(engine.context()).get(name);
            Run run = FirstPartition.of(engine.context(), sync.collection()).run();
            Page first = Pipeline.fetch(engine.context(), run, run.partition().firstRequest());
            List<String> lines = SyncDestinations.ddl(engine.context(), run.collection(), first);
            (lines.isEmpty() ? List.of("-- the sync " + name + " writes no table") : lines).forEach(out()::println);
            return 0;
        }
    }
}
