package io.pagesync.cli.look;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.sync.Schedules;
import io.pagesync.camel.sync.Sync;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.cli.progress.OutputOptions;
import io.pagesync.report.Times;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pagesync list}: the syncs there are. */
@Command(name = "list", description = "Lists the syncs: name, schedule, next start, collection.")
public final class ListCommand extends BaseCommand {
    @ArgGroup
    private Shape shape = new Shape();

    @Mixin
    private SyncOptions options = new SyncOptions();

    /** How the list is written, if not as a table. */
    private static final class Shape {
        @Option(names = "--names", description = "The names alone, one a line.")
        private boolean names;

        @Option(names = "--json", description = "A line of JSON for each sync.")
        private boolean json;
    }

    /**
     * A sync, as JSON has it.
     *
     * @param schedule its cron expression; null if it is started by hand
     * @param next when it starts by itself next, with its zone's offset; null if it does not
     * @param url its collection
     */
    private record Listed(
            String sync,
            String api,
            @Nullable String schedule,
            @Nullable String next,
            String url) {}

    @Override
    public Integer call() {
        try (Engine engine = Engine.idle(options.overrides())) {
            List<Sync> syncs = Syncs.of(engine.context()).all();
            if (syncs.isEmpty()) {
                err().println("There are no syncs; put a route that begins with kamelet:collection-source into routes/,"
                        + " or have one written by  pagesync load URL --print-sync");
            }
            syncs.stream().map(this::line).forEach(out()::println);
            return 0;
        }
    }

    private String line(Sync sync) {
        if (shape.names) {
            return sync.name();
        }
        @Nullable String schedule = sync.schedule().isEmpty() ? null : sync.schedule();
        @Nullable
        ZonedDateTime next = Schedules.next(sync, Instant.now())
                .map(time -> time.atZone(sync.timeZone()))
                .orElse(null);
        String url = sync.collection().shownUrl();
        if (shape.json) {
            @Nullable String time = next == null ? null : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(next);
            return OutputOptions.json(new Listed(sync.name(), sync.collection().api(), schedule, time, url));
        }
        return String.format(
                Locale.ROOT,
                "%-16s %-20s %-28s %s",
                sync.name(),
                schedule == null ? "-" : schedule,
                next == null ? "-" : Times.moment(next.toInstant(), next.getZone()),
                url);
    }
}
