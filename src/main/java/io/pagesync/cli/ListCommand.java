package io.pagesync.cli;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.sync.Schedules;
import io.pagesync.camel.sync.Sync;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pagesync list}: the syncs there are. */
@Command(name = "list", description = "Lists the syncs: name, schedule, next start, collection.")
final class ListCommand extends BaseCommand {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    @Mixin
    private SyncOptions options = new SyncOptions();

    @Override
    public Integer call() {
        try (Engine engine = Engine.idle(options.overrides())) {
            List<Sync> syncs = Syncs.of(engine.context()).all();
            if (syncs.isEmpty()) {
                err().println("There are no syncs; put a route that begins with kamelet:collection-source into routes/,"
                        + " or have one written by  pagesync load URL --print-sync");
            }
            for (Sync sync : syncs) {
                out().println(line(sync));
            }
            return 0;
        }
    }

    private static String line(Sync sync) {
        String next = Schedules.next(sync, Instant.now())
                .map(time -> TIME.format(time.atZone(sync.timeZone())))
                .orElse("-");
        return String.format(
                Locale.ROOT,
                "%-16s %-20s %-28s %s",
                sync.name(),
                sync.schedule().isEmpty() ? "-" : sync.schedule(),
                next,
                sync.collection().shownUrl());
    }
}
