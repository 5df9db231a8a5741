package io.pagesync.cli;

import io.pagesync.api.ApiSettings;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.destination.DestinationKinds;
import io.pagesync.ledger.journal.JournalLedger;
import io.pagesync.page.Fingerprint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;

/**
 * Where a load keeps what is done of it: beside the first file that it writes, so that the same command goes on where it was
 * cut short. What it writes to standard output, a device or a pipe is gone with its reader, so that there is nothing to go on
 * with.
 */
final class LoadLedger {
    private LoadLedger() {}

    /**
     * Gives a context the ledger of a load, unless that has none.
     *
     * @param to where it goes
     * @param settings of its API
     * @param per whether endpoints get pages or records
     * @param tell is given what there is to say of that, in one sentence
     */
    static void bind(CamelContext context, List<String> to, ApiSettings settings, String per, Consumer<String> tell) {
        Path first = null;
        for (String each : to) {
            Optional<DestinationKinds.Named> ours = DestinationKinds.Named.of(each);
            if (ours.isEmpty()) {
                continue;
            }
            Optional<Path> file = DestinationKinds.of(ours.get().kamelet())
                    .flatMap(kind -> kind.file(ours.get().parameters()));
            if (file.isEmpty()) {
                return;
            }
            first = first == null ? file.get() : first;
        }
        if (first != null) {
            // The rest is asked for by every run.
            long asked = Fingerprint.of(new TreeMap<>(settings.headers()) + " " + per);
            context.getRegistry().bind(Ledgers.NAME, new JournalLedger(first, asked, tell));
        }
    }
}
