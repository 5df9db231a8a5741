package io.pagesync.cli.history;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.ledger.Ledger;
import io.pagesync.ledger.MemoryLedger;
import io.pagesync.ledger.RunEntry;
import io.pagesync.settings.NearestName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runs in the ledger of the settings, as the commands ask for them. */
final class History implements AutoCloseable {
    /** Among so many of the last runs, one is looked for by the beginning of its id. */
    private static final int SEARCHED = 1000;

    private final Map<String, String> overrides;
    private final Engine engine;
    private final Ledger ledger;

    private History(Map<String, String> overrides, Engine engine) {
        this.overrides = overrides;
        this.engine = engine;
        Ledgers.keep(engine.context());
        this.ledger = Ledgers.of(engine.context());
    }

    /** Opens it without a look at any route, so that nothing wrong with one keeps anybody from what has been. */
    static History open(Map<String, String> overrides) {
        return new History(overrides, Engine.settings(overrides));
    }

    /** The same of an engine that is there already, which closes it, too. */
    static History of(Map<String, String> overrides, Engine engine) {
        return new History(overrides, engine);
    }

    Ledger ledger() {
        return ledger;
    }

    /** The last runs of a sync, or of all if it is null, the newest first. */
    List<RunEntry> last(@Nullable String sync, int most) {
        List<RunEntry> runs = ledger.runs(sync, most);
        if (runs.isEmpty() && sync != null) {
            requireSync(sync);
        }
        return runs;
    }

    /**
     * Checks that there is such a sync, where no run tells of it.
     *
     * @throws InvalidSettingException if there is none, with the nearest name
     */
    void requireSync(String name) {
        try (Engine routes = Engine.idle(overrides)) {
            var unused = Syncs.of(routes.context()).get(name);
        }
    }

    /**
     * The run of this id, or whose id alone begins so.
     *
     * @throws InvalidSettingException if there is none, with the nearest id, or there are several
     */
    RunEntry run(String id) {
        Optional<RunEntry> exact = ledger.run(id);
        if (exact.isPresent()) {
            return exact.get();
        }
        List<RunEntry> known = ledger.runs(null, SEARCHED);
        List<RunEntry> fit =
                known.stream().filter(run -> run.id().startsWith(id)).toList();
        if (fit.size() == 1) {
            return fit.get(0);
        }
        if (fit.size() > 1) {
            throw new InvalidSettingException("there are " + fit.size() + " runs whose id begins with '" + id
                    + "', such as " + fit.get(0).id() + " and " + fit.get(1).id() + "; give more of it");
        }
        List<String> of = known.stream()
                .filter(run -> run.sync().equals(id))
                .map(RunEntry::id)
                .toList();
        if (!of.isEmpty()) {
            throw new InvalidSettingException("'" + id + "' is a sync, not a run; its last run is " + of.get(0));
        }
        List<String> ids = known.stream().map(RunEntry::id).limit(5).toList();
        throw new InvalidSettingException(
                "there is no run '" + id + "'" + (ids.isEmpty() ? ", nor any other" : NearestName.hint(id, ids)));
    }

    /** Why nothing can be known of other processes; empty if something can. */
    String caution() {
        return ledger instanceof MemoryLedger
                ? "the ledger is kept in memory, so only the process of a run knows of it; pagesync.ledger.data-source ="
                        + " main keeps it in the database"
                : "";
    }

    @Override
    public void close() {
        engine.close();
    }
}
