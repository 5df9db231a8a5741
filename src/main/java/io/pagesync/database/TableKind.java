package io.pagesync.database;

import io.pagesync.InvalidSettingException;
import io.pagesync.config.Form;
import io.pagesync.destination.Destination;
import io.pagesync.destination.DestinationKind;
import io.pagesync.destination.DestinationUse;
import io.pagesync.run.Collection;
import io.pagesync.run.Run;
import java.util.LinkedHashMap;
import java.util.Map;

/** Records as rows of a table. Several runs may write one table; their keys tell the rows apart. */
public final class TableKind implements DestinationKind {
    private static final Form<WriteMode> WRITE_MODE = Form.word(WriteMode.class);

    @Override
    public String kamelet() {
        return "database-sink";
    }

    @Override
    public DestinationUse use(Map<String, String> parameters, Host host) {
        String name = text(parameters, "table");
        String word = text(parameters, "mode");
        WriteMode mode = WRITE_MODE
                .find(word)
                .orElseThrow(() -> new InvalidSettingException(
                        "the table " + name + " has mode: '" + word + "'; it must be " + WRITE_MODE.right()));
        TableSettings plain = mode == WriteMode.APPEND ? TableSettings.append(name) : TableSettings.upsert(name);
        TableSettings settings = plain.withKey(text(parameters, "key"))
                .withIgnore(text(parameters, "ignore"))
                .withScope(scope(name, text(parameters, "scope")));
        String dataSource = text(parameters, "dataSource");
        DataSources sources = host.get(DataSources.class);
        sources.require(dataSource);
        return new Rows(sources, dataSource, settings);
    }

    private static String text(Map<String, String> parameters, String name) {
        return parameters.getOrDefault(name, "").strip();
    }

    private static Map<String, String> scope(String table, String text) {
        Map<String, String> scope = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new InvalidSettingException("the table " + table + " has scope: '" + text
                        + "'; it must be column=value pairs, such as licenseNumber=C11-0000001-LIC");
            }
            scope.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return scope;
    }

    private record Rows(DataSources sources, String dataSource, TableSettings settings) implements DestinationUse {
        @Override
        public String check(Collection collection) {
            return new TableCheck(sources.get(dataSource), settings, collection).run();
        }

        @Override
        public Destination open(Run run) {
            return new DatabaseDestination(sources.get(dataSource), settings, run, WriteRetry.DEFAULT);
        }
    }
}
