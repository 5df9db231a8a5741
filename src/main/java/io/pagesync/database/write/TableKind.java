package io.pagesync.database.write;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.database.DataSources;
import io.pagesync.database.Database;
import io.pagesync.database.Libraries;
import io.pagesync.database.gone.Approving;
import io.pagesync.database.publish.Publishers;
import io.pagesync.database.table.TableName;
import io.pagesync.database.table.TableSchema;
import io.pagesync.database.table.TableSettings;
import io.pagesync.database.table.WriteMode;
import io.pagesync.destination.Approval;
import io.pagesync.destination.Destination;
import io.pagesync.destination.DestinationKind;
import io.pagesync.destination.DestinationUse;
import io.pagesync.destination.WriteRetry;
import io.pagesync.page.Page;
import io.pagesync.run.Run;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.turn.StopSignal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records as rows of a table. Several runs may write one table; their keys tell the rows apart. */
public final class TableKind implements DestinationKind {
    private static final String WORD = "table:";

    @Override
    public String kamelet() {
        return "database-sink";
    }

    @Override
    public DestinationUse use(Map<String, String> parameters, Host host) {
        Libraries.require();
        TableParameters read = new TableParameters(parameters);
        DataSources sources = host.get(DataSources.class);
        TableSettings settings = read.require(sources, () -> host.get(Publishers.class));
        Publishers publishers = settings.changes().told() ? host.get(Publishers.class) : null;
        return new Rows(sources, read.dataSource(), settings, read.saysWhoChanges(), publishers);
    }

    /** A table's name behind {@code table:}. */
    @Override
    public Optional<Map<String, String>> parametersOf(String to) {
        return to.startsWith(WORD) ? Optional.of(Map.of("table", to.substring(WORD.length()))) : Optional.empty();
    }

    private record Rows(
            DataSources sources,
            String dataSource,
            TableSettings settings,
            boolean saysWhoChanges,
            @Nullable Publishers publishers)
            implements DestinationUse {
        /** The settings, with what the data source says where they say nothing: it need not be there before it is used. */
        private TableSettings of(Database database) {
            TableName.of(settings.table()).require(database.facts());
            return saysWhoChanges
                    ? settings
                    : settings.withRules(settings.rules().with(database.ddl()));
        }

        private TableCheck look(Collection collection) {
            Database database = sources.get(dataSource);
            return new TableCheck(database, of(database), collection);
        }

        @Override
        public String check(Collection collection, @Nullable Page first) {
            RemovedRows.requireBounds(settings, collection);
            return look(collection).run(first);
        }

        @Override
        public List<String> ddl(Collection collection, Page first) {
            return look(collection).ddl(first);
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
                    database.errors(what), new StopSignal(), () -> RemovedRows.asItIs(database, its, what));
            return schema.columns().isEmpty()
                    ? Optional.empty()
                    : Approving.of(database, its, collection.sync(), run, schema);
        }

        /** Whether records of different pages share a row is told by the run's keys, where these are the table's. */
        @Override
        public @Nullable String alone(List<JsonPointer> key) {
            boolean same = settings.mode() == WriteMode.APPEND
                    || settings.key().isEmpty()
                    || settings.key().equals(key);
            return same ? null : "table " + settings.table() + " has another key than the collection";
        }

        @Override
        public Destination open(Run run) {
            Database database = sources.get(dataSource);
            DatabaseDestination destination =
                    new DatabaseDestination(database, of(database), run, database.retry()).requireFree();
            if (publishers != null) {
                destination.sending(publishers);
            }
            return destination;
        }

        @Override
        public Optional<Destination> rehearse(Run run) {
            Database database = sources.get(dataSource);
            return Optional.of(new TableRehearsal(database, of(database), run, database.retry()));
        }

        @Override
        public Optional<String> alsoSendsTo() {
            return Optional.of(settings.changes().endpoint()).filter(endpoint -> !endpoint.isEmpty());
        }

        @Override
        public void serve(String sync) {
            if (publishers != null) {
                publishers.serve(sources.get(dataSource), settings, sync);
            }
        }
    }
}
