package io.pagesync.config;

import io.pagesync.settings.Declarations;
import io.pagesync.settings.Form;
import io.pagesync.settings.Given;
import io.pagesync.settings.Section;
import io.pagesync.settings.Setting;
import java.util.Optional;

/**
 * Where the ledger of runs is, and how much of it is kept.
 *
 * @param dataSource the data source it is in, or {@link #MEMORY}; empty if nothing is set
 * @param keepRuns how many runs of a sync are kept
 * @param keepDays for how many days
 */
public record LedgerSettings(Optional<String> dataSource, int keepRuns, int keepDays) {
    /** In place of a data source: a ledger that lasts as long as its process. */
    public static final String MEMORY = "memory";

    private static final Declarations ALL = new Declarations();

    private static final Setting<String> DATA_SOURCE = ALL.add(
            "data-source",
            Form.of("data source", "the name of a data source, or memory", text -> Optional.of(text)
                    .filter(name -> name.matches("[a-z][a-z0-9]*"))),
            "",
            "The data source it is in, or memory, where it lasts as long as its process. Without this, it is main in"
                    + " pagesync run, in serve and in a cluster, and memory in an application of yours.");
    private static final Setting<Integer> KEEP_RUNS =
            ALL.add("keep-runs", Form.integer(1, 100_000), "50", "How many runs of each sync are kept, 1 to 100000.");
    private static final Setting<Integer> KEEP_DAYS = ALL.add(
            "keep-days",
            Form.integer(1, 36_500),
            "90",
            "For how many days a run is kept, 1 to 36500; the last run of a sync stays.");

    static final Section SECTION =
            new Section("pagesync.ledger.", "The ledger: what is known of runs, so that they go on", ALL);

    static LedgerSettings read(Given given) {
        return new LedgerSettings(given.find(DATA_SOURCE), given.read(KEEP_RUNS), given.read(KEEP_DAYS));
    }
}
