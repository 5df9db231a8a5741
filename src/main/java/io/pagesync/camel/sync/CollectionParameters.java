package io.pagesync.camel.sync;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.InvalidSettingException;
import io.pagesync.api.ApiSettings;
import io.pagesync.camel.context.RawText;
import io.pagesync.config.Form;
import io.pagesync.config.Naming;
import io.pagesync.page.PageFormat;
import io.pagesync.paging.CollectionQuery;
import io.pagesync.paging.NextPages;
import io.pagesync.paging.PageNumbers;
import io.pagesync.paging.Paging;
import io.pagesync.run.Collection;
import io.pagesync.run.Scope;
import java.net.URI;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads a sync's parameters, each checked, with an error that names the sync, the parameter and its value. */
public final class CollectionParameters {
    /** Stands in for an API that is not there. */
    private static final ApiSettings NONE = ApiSettings.of("none", URI.create("http://localhost"));

    private final Map<String, String> values;
    private final List<String> wrong = new ArrayList<>();
    private Naming names = Naming.ofFiles("");

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
     * @param apis the settings of an API by its name
     * @throws InvalidSettingException with all of them that cannot be
     */
    public Sync sync(Function<String, ApiSettings> apis) {
        String name = text("name");
        ApiSettings api = read(() -> apis.apply(api()), NONE);
        ZoneId zone = read(() -> Schedules.zone(name, text("timeZone")), ZoneOffset.UTC);
        Sync.Misfire misfire = choice("misfire", Sync.Misfire.class);
        String schedule = text("schedule");
        if (!schedule.isEmpty()) {
            read(() -> Schedules.parse(name, schedule).getCronExpression(), schedule);
        }
        return new Sync(collection(api.baseUri(), api.names()), texts(), schedule, zone, misfire);
    }

    /**
     * The collection they describe.
     *
     * @param words how whoever has described it names its parameters
     * @throws InvalidSettingException with all of them that cannot be
     */
    public Collection collection(URI baseUri, Naming words) {
        names = words;
        String name = text("name");
        if (name.isEmpty()) {
            wrong.add("a sync has no name; give its route an id, such as packages");
        } else if (!name.matches("[a-z][a-z0-9]*")) {
            wrong("name", "a lower-case letter, then letters and digits; it is the route's id, if no name is given");
        }
        String path = text("path");
        if (!path.startsWith("/")) {
            wrong("path", "a path that begins with a slash");
        }
        if (path.contains("?")) {
            wrong("path", "a path without a query; write that as query: RAW(name=value&name=value)");
        }
        boolean numbered = text("next").isEmpty();
        CollectionQuery query = CollectionQuery.of(
                text("query"),
                text(numbered ? "pageParameter" : "cursorParameter"),
                text("sizeParameter"),
                number("pageSize", 0, Integer.MAX_VALUE));
        int firstPage = number("firstPage", 0, 1_000_000);
        Paging paging = numbered
                ? new PageNumbers(path, query, text("pageParameter"), firstPage)
                : new NextPages(baseUri, path, query, text("cursorParameter"));
        if (numbered && !text("cursorParameter").isEmpty()) {
            wrong.add(names.given(name, "cursorParameter", text("cursorParameter"))
                    + ", which takes what a page says of the next; say where that is (" + names.parameter("next") + ")");
        }
        PageFormat format = new PageFormat(
                pointer("records"),
                pointer("total"),
                pointer("size"),
                numbered ? null : pointer("next"),
                read(() -> PageFormat.key(text("key")), PageFormat.DEFAULT.key()));
        Scope scope = read(() -> Scope.of(names.given(name, "scope", text("scope")), text("scope"), query), Scope.NONE);
        int batchSize = number("batchSize", 0, Integer.MAX_VALUE);
        Collection.Order order = choice("order", Collection.Order.class);
        Collection.Verify verify = choice("verify", Collection.Verify.class);
        Collection.OnPageFailure onPageFailure = choice("onPageFailure", Collection.OnPageFailure.class);
        Collection.Gather gather = choice("gather", Collection.Gather.class);
        if (!wrong.isEmpty()) {
            throw new InvalidSettingException(wrong);
        }
        return new Collection(
                name,
                api(),
                baseUri + path,
                query,
                paging,
                format,
                scope,
                batchSize,
                order,
                verify,
                onPageFailure,
                gather,
                names);
    }

    /** What {@code reading} reads; if it cannot be, that is noted, and {@code instead} stands in. */
    private <T> T read(Supplier<T> reading, T instead) {
        try {
            return reading.get();
        } catch (InvalidSettingException e) {
            wrong.addAll(e.findings());
            return instead;
        }
    }

    private JsonPointer pointer(String name) {
        return read(() -> PageFormat.pointer(text(name)), JsonPointer.empty());
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
        return read(name, Form.integer(lowest, highest), lowest);
    }

    private <E extends Enum<E>> E choice(String name, Class<E> type) {
        return read(name, Form.word(type), type.getEnumConstants()[0]);
    }

    private <T> T read(String name, Form<T> form, T instead) {
        return form.find(text(name)).orElseGet(() -> {
            wrong(name, form.right());
            return instead;
        });
    }

    private void wrong(String name, String right) {
        wrong.add(names.given(text("name"), name, text(name)) + "; it must be " + right);
    }
}
