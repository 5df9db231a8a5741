package io.pagesync.route;

import io.pagesync.InvalidSettingException;
import io.pagesync.page.PageFormat;
import io.pagesync.plan.PageQuery;
import io.pagesync.run.Collection;
import io.pagesync.run.Scope;
import java.net.URI;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads a sync's parameters, each checked, with an error that names the sync, the parameter and its value. */
public final class CollectionParameters {
    private final Map<String, String> values;

    /** The parameters as the Kamelet names them, every one given. */
    public CollectionParameters(Map<String, String> values) {
        this.values = values;
    }

    String api() {
        return text("api");
    }

    /**
     * The sync they describe.
     *
     * @throws InvalidSettingException if one of them cannot be
     */
    Sync sync(URI baseUri) {
        String name = text("name");
        Sync sync = new Sync(
                collection(baseUri),
                texts(),
                text("schedule"),
                text("timeZone").isEmpty() ? ZoneId.systemDefault() : Schedules.zone(name, text("timeZone")),
                choice("misfire", Sync.Misfire.class));
        if (!sync.schedule().isEmpty()) {
            Schedules.parse(name, sync.schedule());
        }
        return sync;
    }

    /**
     * The collection they describe.
     *
     * @throws InvalidSettingException if one of them cannot be
     */
    public Collection collection(URI baseUri) {
        if (!text("name").matches("[a-z][a-z0-9]*")) {
            throw wrong(
                    "name", "a lower-case letter, then letters and digits; it is the route's id, if no name is given");
        }
        String path = text("path");
        if (!path.startsWith("/")) {
            throw wrong("path", "a path that begins with a slash");
        }
        if (path.contains("?")) {
            throw wrong("path", "a path without a query; write that as query: RAW(name=value&name=value)");
        }
        PageQuery query = PageQuery.of(
                text("query"),
                text("pageParameter"),
                text("sizeParameter"),
                number("pageSize", 0, Integer.MAX_VALUE),
                number("firstPage", 0, 1_000_000));
        PageFormat format = new PageFormat(
                PageFormat.pointer(text("records")),
                PageFormat.pointer(text("total")),
                PageFormat.pointer(text("size")),
                PageFormat.key(text("key")));
        return new Collection(
                text("name"),
                api(),
                baseUri + path,
                path,
                query,
                format,
                Scope.of(text("name"), text("scope"), query),
                number("batchSize", 0, Integer.MAX_VALUE),
                choice("order", Collection.Order.class),
                choice("verify", Collection.Verify.class),
                choice("onPageFailure", Collection.OnPageFailure.class),
                choice("gather", Collection.Gather.class));
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        values.keySet().forEach(name -> texts.put(name, text(name)));
        return texts;
    }

    private String text(String name) {
        return RawText.of(values.getOrDefault(name, "").strip());
    }

    private int number(String name, int lowest, int highest) {
        try {
            int number = Integer.parseInt(text(name));
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(name, "a whole number from " + lowest + " to " + highest);
        }
        throw wrong(name, "a whole number from " + lowest + " to " + highest);
    }

    private <E extends Enum<E>> E choice(String name, Class<E> type) {
        String text = text(name);
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> lower(each).equals(text))
                .findFirst()
                .orElseThrow(() -> wrong(
                        name,
                        "one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(CollectionParameters::lower)
                                        .collect(Collectors.joining(", "))));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private InvalidSettingException wrong(String name, String right) {
        return new InvalidSettingException(
                "the sync " + text("name") + " has " + name + ": '" + text(name) + "'; it must be " + right);
    }
}
