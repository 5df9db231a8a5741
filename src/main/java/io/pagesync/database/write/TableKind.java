package io.pagesync.database.write;

import io.pagesync.database.DataSources;
import io.pagesync.database.WriteRetry;
import io.pagesync.database.table.TableSettings;
import io.pagesync.destination.Destination;
import io.pagesync.destination.DestinationKind;
import io.pagesync.destination.DestinationUse;
import io.pagesync.page.Page;
import io.pagesync.run.Run;
import io.pagesync.run.plan.Collection;
import java.util.Map;
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
            return new TableCheck(sources.get(dataSource), settings, collection).run(first);
        }

        @Override
        public Destination open(Run run) {
            return new DatabaseDestination(sources.get(dataSource), settings, run, WriteRetry.DEFAULT).requireFree();
        }
    }
}
