package io.pagesync.database.write;

import io.pagesync.InvalidSettingException;
import io.pagesync.database.DataSources;
import io.pagesync.database.publish.Publishers;
import io.pagesync.database.shape.RuleText;
import io.pagesync.database.table.ColumnRules;
import io.pagesync.database.table.Ddl;
import io.pagesync.database.table.Removal;
import io.pagesync.database.table.Stamp;
import io.pagesync.database.table.TableSettings;
import io.pagesync.database.table.TableSettings.Changes;
import io.pagesync.database.table.WriteMode;
import io.pagesync.settings.Declarations;
import io.pagesync.settings.Form;
import io.pagesync.settings.Given;
import io.pagesync.settings.Problems;
import io.pagesync.settings.Setting;
import io.pagesync.settings.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The parameters of {@code kamelet:database-sink}: each declared once, and how they are read. */
final class TableParameters {
    private static final int LONGEST_NAME = 60;
    private static final int MOST_CHANGES = 10_000_000;

    private static final Declarations ALL = new Declarations();

    private static final Setting<String> TABLE = ALL.required("table", Form.TEXT, "");
    private static final Setting<String> DATA_SOURCE = ALL.add("dataSource", Form.TEXT, "main", "");
    private static final Setting<WriteMode> MODE = ALL.add("mode", Form.word(WriteMode.class), "upsert", "");
    private static final Setting<String> DELETED_COLUMN = ALL.add("deletedColumn", Form.TEXT, "", "");
    private static final Setting<Integer> MAX_DELETE_SHARE = ALL.add("maxDeleteShare", Form.integer(0, 100), "20", "");
    private static final Setting<String> KEY = ALL.add("key", Form.TEXT, "", "");
    private static final Setting<String> IGNORE = ALL.add("ignore", Form.TEXT, "", "");
    private static final Setting<String> SCOPE = ALL.add("scope", Form.TEXT, "", "");

    private static final Setting<Ddl> DDL = ALL.add("ddl", Form.word(Ddl.class), "", "");
    private static final Setting<Map<String, ColumnRules.Wish>> COLUMNS =
            ALL.add("columns", Form.of("columns", RuleText.COLUMNS, RuleText::columns), "", "");
    private static final Setting<Set<String>> ONLY = ALL.add("only", fields(), "", "");
    private static final Setting<Set<String>> LEAVE_OUT = ALL.add("leaveOut", fields(), "", "");
    private static final Setting<Set<String>> MASK = ALL.add("mask", fields(), "", "");
    private static final Setting<Set<Stamp>> STAMPS =
            ALL.add("stamps", Form.of("stamps", RuleText.STAMPS, RuleText::stamps), "", "");
    private static final Setting<BadText> BAD_TEXT = ALL.add("badText", Form.word(BadText.class), "reject", "");

    private static final Setting<String> CHANGES = ALL.add("changes", Form.TEXT, "", "");
    private static final Setting<Integer> CHANGES_BACKLOG =
            ALL.add("changesBacklog", Form.integer(1, MOST_CHANGES), "100000", "");

    /** What becomes of texts with characters that a database cannot hold. */
    private enum BadText {
        REJECT,
        STRIP
    }

    private final Problems problems = new Problems();
    private final Given given;

    TableParameters(Map<String, String> parameters) {
        Map<String, Value> values = new TreeMap<>();
        parameters.forEach((name, text) -> values.put(name, Value.of(text, "parameter " + name)));
        String table = parameters.getOrDefault(TABLE.name(), "").strip();
        Given.Words words = new Given.Words() {
            @Override
            public String name(String name) {
                return "parameter " + name;
            }

            @Override
            public String given(String name, String value) {
                return "the table " + table + " has " + name + ": '" + value + "'";
            }
        };
        given = new Given(values, name -> name, words, problems);
    }

    private static Form<Set<String>> fields() {
        return Form.of("fields", RuleText.FIELDS, RuleText::fields);
    }

    /** All of them, in the order of the Kamelet's file. */
    static List<Setting<?>> list() {
        return ALL.list();
    }

    String dataSource() {
        return given.find(DATA_SOURCE).orElse("");
    }

    /**
     * The table, if its data source is there.
     *
     * @param publishers who sends changes; asked only where they are told
     * @throws InvalidSettingException with all parameters that cannot be
     */
    TableSettings require(DataSources sources, Supplier<Publishers> publishers) {
        String name = given.text(TABLE.name());
        WriteMode mode = given.read(MODE);
        Map<String, String> scope = scope();
        given.attempt(DATA_SOURCE.name(), () -> {
            sources.require(dataSource());
            return true;
        });
        TableSettings table = given.attempt(TABLE.name(), () -> TableSettings.of(name, mode))
                .orElseGet(() -> TableSettings.append("wrong"));
        TableSettings keyed = given.attempt(KEY.name(), () -> table.withKey(given.text(KEY.name())))
                .orElse(table);
        TableSettings ignoring = given.attempt(IGNORE.name(), () -> keyed.withIgnore(given.text(IGNORE.name())))
                .orElse(keyed);
        TableSettings removing = ignoring.withRemoval(removal(mode));
        ColumnRules rules = rules();
        Changes changes = new Changes(given.text(CHANGES.name()), given.read(CHANGES_BACKLOG));
        given.attempt(CHANGES.name(), () -> {
            if (changes.told()) {
                publishers.get().require(changes.endpoint());
            }
            return true;
        });
        problems.throwIfAny();
        return removing.withScope(scope).withRules(rules).withChanges(changes);
    }

    private ColumnRules rules() {
        return new ColumnRules(
                given.find(DDL).orElse(Ddl.AUTO),
                given.find(COLUMNS).orElse(Map.of()),
                given.find(ONLY).orElse(Set.of()),
                given.find(LEAVE_OUT).orElse(Set.of()),
                given.find(MASK).orElse(Set.of()),
                given.find(STAMPS).orElse(Set.of()),
                given.read(BAD_TEXT) == BadText.STRIP);
    }

    /** Whether it is said who changes the table; the data source says so otherwise. */
    boolean saysWhoChanges() {
        return given.find(DDL).isPresent();
    }

    private Removal removal(WriteMode mode) {
        String column = given.text(DELETED_COLUMN.name());
        int share = given.read(MAX_DELETE_SHARE);
        if (!mode.removes() && !(column.isEmpty() && share == Removal.DEFAULT.maxShare())) {
            String name = column.isEmpty() ? MAX_DELETE_SHARE.name() : DELETED_COLUMN.name();
            given.wrong(name, given.name(name) + " is for mode mirror or replace, the others delete nothing");
        }
        if (column.length() > LONGEST_NAME || column.chars().anyMatch(Character::isISOControl)) {
            given.wrongForm(DELETED_COLUMN.name(), "the name of a column, such as deleted_at");
            return Removal.DEFAULT;
        }
        return new Removal(column, share);
    }

    private Map<String, String> scope() {
        String text = given.text(SCOPE.name());
        Map<String, String> scope = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                given.wrongForm(SCOPE.name(), "column=value pairs, such as licenseNumber=C11-0000001-LIC");
                return Map.of();
            }
            scope.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return scope;
    }
}
