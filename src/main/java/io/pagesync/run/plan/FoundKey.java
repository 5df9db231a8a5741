package io.pagesync.run.plan;

import io.pagesync.page.Page;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for the key of records in the first page: a field that is called as keys are, and has another value in each. */
final class FoundKey {
    /** Without case, underscores and hyphens; the first ones first. */
    private static final List<String> NAMES = List.of(
            "id", "uuid", "guid", "key", "identifier", "objectid", "recordid", "sysid", "entityid", "rowid", "pk");

    private FoundKey() {}

    /** The field; empty if there is none. */
    static String in(Page page) {
        if (page.getSize() == 0) {
            return "";
        }
        Optional<String> field = page.record(0).getFields().keySet().stream()
                .filter(name -> NAMES.contains(plain(name)))
                .sorted(Comparator.comparingInt((String name) -> NAMES.indexOf(plain(name))))
                .filter(name -> tellsApart(page, name))
                .findFirst();
        return field.orElse("");
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
    }

    private static boolean tellsApart(Page page, String field) {
        Set<Object> values = new HashSet<>();
        for (Map<String, @Nullable Object> record : page.getRecords()) {
            Object value = record.get(field);
            boolean scalar = value instanceof String || value instanceof Number;
            if (!scalar || !values.add(value)) {
                return false;
            }
        }
        return true;
    }
}
