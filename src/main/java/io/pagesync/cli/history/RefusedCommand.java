package io.pagesync.cli.history;

import io.pagesync.InvalidSettingException;
import io.pagesync.cli.option.BaseCommand;
import io.pagesync.cli.option.SyncOptions;
import io.pagesync.cli.progress.OutputOptions;
import io.pagesync.ledger.RunEntry;
import io.pagesync.report.OneLine;
import io.pagesync.view.RefusedFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pagesync refused}: the records that destinations could not hold. */
@Command(
        name = "refused",
        description =
                "Lists the records that destinations could not hold, of a run, or of the last run of a sync, or of each:"
                        + " run, page, position, key, destination, reason; with --json the record itself, in which what is"
                        + " masked or left out in a destination stays so.",
        footerHeading = "%nExamples:%n",
        footer = {"  pagesync refused packages", "  pagesync refused 20261125T020000Z --json | jq -r .record"})
public final class RefusedCommand extends BaseCommand {
    /** Among so many of the last runs, the last one of each sync is looked for. */
    private static final int SEARCHED = 1000;

    private static final int LONGEST_KEY = 40;

    @Parameters(
            arity = "0..1",
            paramLabel = "SYNC|RUN",
            description = "The sync, the run's id, or enough of its beginning; the last runs of all syncs, without it.")
    private @Nullable String of;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many records at the most (${DEFAULT-VALUE}).")
    private int most;

    @Option(names = "--json", description = "Each record as one line of JSON.")
    private boolean json;

    @Mixin
    private SyncOptions options = new SyncOptions();

    @Override
    public Integer call() {
        if (most < 1) {
            throw new InvalidSettingException("--most is " + most + "; it must be 1 or more");
        }
        try (History history = History.open(options.overrides())) {
            List<RefusedFacts> listed = new ArrayList<>();
            for (RunEntry run : chosen(history)) {
                // One more than is shown tells that there are more.
                history.ledger().refused(run.id(), most + 1 - listed.size()).stream()
                        .map(each -> RefusedFacts.of(run, each))
                        .forEach(listed::add);
                if (listed.size() > most) {
                    break;
                }
            }
            print(listed);
            if (!history.caution().isEmpty()) {
                warn(history.caution());
            }
            return 0;
        }
    }

    private List<RunEntry> chosen(History history) {
        if (of == null) {
            Map<String, RunEntry> last = new LinkedHashMap<>();
            history.last(null, SEARCHED).forEach(run -> last.putIfAbsent(run.sync(), run));
            return last.values().stream()
                    .sorted(Comparator.comparing(RunEntry::sync))
                    .toList();
        }
        List<RunEntry> ofSync = history.ledger().runs(of, 1);
        return ofSync.isEmpty() ? List.of(history.run(of)) : ofSync;
    }

    private void print(List<RefusedFacts> listed) {
        List<RefusedFacts> shown = listed.subList(0, Math.min(most, listed.size()));
        if (json) {
            shown.forEach(each -> out().println(OutputOptions.json(each)));
        } else if (!shown.isEmpty()) {
            Columns columns =
                    new Columns("RUN", "SYNC", "PARTITION", "PAGE", "POSITION", "KEY", "DESTINATION", "REASON");
            shown.forEach(each -> columns.add(
                    each.run(),
                    each.sync(),
                    orNone(each.partition()),
                    Integer.toString(each.page()),
                    Integer.toString(each.position()),
                    orNone(each.key()),
                    OneLine.of(each.destination()),
                    OneLine.of(each.reason())));
            columns.print(out());
        }
        if (listed.isEmpty()) {
            err().println("no record was refused");
        } else if (listed.size() > most) {
            err().println("and more; --most shows them");
        }
    }

    private static String orNone(String text) {
        String line = OneLine.of(text);
        return line.isEmpty() ? "-" : line.length() > LONGEST_KEY ? line.substring(0, LONGEST_KEY) + "..." : line;
    }
}
