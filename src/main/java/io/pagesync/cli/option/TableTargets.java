package io.pagesync.cli.option;

import io.pagesync.InvalidSettingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables among the destinations of a load: {@code table:NAME} in a data source, or a JDBC URL with {@code table=NAME}, which is
 * that data source for this load. Who logs in is said by the data source's own settings, because others see arguments.
 *
 * @param words the destinations, each table as {@code table:NAME}
 * @param dataSource the data source of the tables
 * @param overrides settings that go before all others, by name
 */
public record TableTargets(List<String> words, String dataSource, Map<String, String> overrides) {
    private static final String TABLE = "table:";
    private static final Pattern JDBC = Pattern.compile("jdbc:[a-z0-9]+:.*");
    private static final Pattern NAME = Pattern.compile("(?<=[?&])table=([^&]*)&?");

    /** Copies the collections. */
    public TableTargets {
        words = List.copyOf(words);
        overrides = Map.copyOf(overrides);
    }

    /**
     * Those of a load.
     *
     * @throws InvalidSettingException if a JDBC URL names no table, or there are two of them
     */
    public static TableTargets of(List<String> to, String dataSource) {
        List<String> words = new ArrayList<>();
        Map<String, String> overrides = new LinkedHashMap<>();
        for (String each : to) {
            if (!JDBC.matcher(each).matches()) {
                words.add(each);
                continue;
            }
            Matcher table = NAME.matcher(each);
            if (!table.find() || table.group(1).isEmpty()) {
                throw new InvalidSettingException(
                        "--to " + ShownUrl.of(each) + " names no table; write it as jdbc:...?table=NAME");
            }
            String url = each.substring(0, table.start()) + each.substring(table.end());
            String before = overrides.put("pagesync.datasource." + dataSource + ".url", url.replaceFirst("[?&]$", ""));
            if (before != null) {
                throw new InvalidSettingException("--to names two JDBC URLs; load into one database at a time");
            }
            words.add(TABLE + table.group(1));
        }
        return new TableTargets(words, dataSource, overrides);
    }

    /** Whether there is one. */
    public boolean any() {
        return words.stream().anyMatch(each -> each.startsWith(TABLE));
    }

    /** Where the pages go. */
    public List<Target> targets(boolean perRecord) {
        return words.stream()
                .map(each -> {
                    Target target = Target.of(each, perRecord);
                    return each.startsWith(TABLE) ? target.with("dataSource", dataSource) : target;
                })
                .toList();
    }
}
