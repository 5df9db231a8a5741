package io.pagesync.database.write;

import io.pagesync.database.DataSources;
import io.pagesync.database.Database;
import io.pagesync.database.WriteRetry;
import io.pagesync.database.gone.Approving;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import io.pagesync.destination.Approval;
import io.pagesync.destination.Destination;
import io.pagesync.destination.DestinationKind;
import io.pagesync.destination.DestinationUse;
import io.pagesync.page.Page;
import io.pagesync.run.Run;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.turn.StopSignal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records as rows of a table. Several runs may write one table; their keys tell the rows apart. */
public final class TableKind implements DestinationKind {
    @Override
    public String kamelet() {
        return "database-sink";
    }

    @Override
    public DestinationUse use(Map<String, String> parameters, Host host) {
        TableParameters read = new TableParameters(parameters);
        DataSources sources = host.get(DataSources.class);
        TableSettings settings = read.require(sources);
        return new Rows(sources, read.dataSource(), settings);
    }

    private record Rows(DataSources sources, String dataSource, TableSettings settings) implements DestinationUse {
        @Override
        public String check(Collection collection, @Nullable Page first) {
            RemovedRows.requireBounds(settings, collection);
            return new TableCheck(sources.get(dataSource), settings, collection).run(first);
        }

        @Override
        public Optional<Approval> approval(Collection collection, String run) {
            Database database = sources.get(dataSource);
            if (!settings.mode().removes() || database.toBeMade()) {
                return Optional.empty();
            }
            TableSettings its = settings.of(collection);
            String what = "table " + settings.table() + " of data source " + dataSource;
            TableSchema schema = WriteRetry.DEFAULT.call(
                    database, what, new StopSignal(), () -> RemovedRows.asItIs(database, its, what));
            return schema.columns().isEmpty()
                    ? Optional.empty()
                    : Approving.of(database, its, collection.sync(), run, schema);
        }

        @Override
        public Destination open(Run run) {
            return new DatabaseDestination(sources.get(dataSource), settings, run, WriteRetry.DEFAULT).requireFree();
        }
    }
}
