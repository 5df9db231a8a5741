package io.pagesync.camel.sync;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagesync.InvalidSettingException;
import io.pagesync.api.ApiSettings;
import io.pagesync.camel.context.RawText;
import io.pagesync.page.Place;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.PageNumbers;
import io.pagesync.paging.Paging;
import io.pagesync.paging.PagingParameters;
import io.pagesync.paging.PagingStyles;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Incremental;
import io.pagesync.run.plan.Partitioning;
import io.pagesync.run.plan.Scope;
import io.pagesync.settings.Given;
import io.pagesync.settings.Naming;
import io.pagesync.settings.Problems;
import io.pagesync.settings.Setting;
import io.pagesync.settings.Value;
import io.pagesync.since.Since;
import java.net.URI;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a sync's parameters, each checked, with an error that names the sync, the parameter and its value. */
public final class CollectionParameters {
    /** Stands in for an API that is not there. */
    private static final URI NOWHERE = URI.create("http://localhost");

    /** Stands in for a key that cannot be read, so that it does not look as if none were named. */
    private static final List<JsonPointer> SOME_KEY = List.of(JsonPointer.compile("/key"));

    private final Map<String, String> texts = new LinkedHashMap<>();
    private @Nullable InvalidSettingException wrongStyle;

    /**
     * The parameters by the Kamelet's names for them; those left out are its defaults. What is left at its default is
     * what the style says, if there is one.
     */
    public CollectionParameters(Map<String, String> values) {
        values.forEach((name, value) -> texts.put(name, RawText.of(value.strip())));
        try {
            Map<String, String> defaults = defaults();
            Presets.of(text(CollectionDeclarations.STYLE.name())).forEach((name, value) -> {
                if (text(name).equals(defaults.get(name)) || !texts.containsKey(name)) {
                    texts.put(name, value);
                }
            });
        } catch (InvalidSettingException e) {
            wrongStyle = e;
        }
    }

    /** Every parameter with its default, as one would write it; empty where it has none. */
    public static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        CollectionDeclarations.list().forEach(each -> defaults.put(each.name(), each.defaultText()));
        return defaults;
    }

    /**
     * The sync they describe.
     *
     * @param apis the settings of an API by its name
     * @throws InvalidSettingException with all of them that cannot be
     */
    public Sync sync(Function<String, ApiSettings> apis) {
        Problems problems = new Problems();
        String name = text("name");
        Optional<ApiSettings> api = given(Naming.ofFiles(""), problems).attempt("api", () -> apis.apply(text("api")));
        Naming names = api.map(ApiSettings::names).orElseGet(() -> Naming.ofFiles(""));
        Given given = given(names, problems);
        ZoneId zone = given.attempt("timeZone", () -> Schedules.zone(name, text("timeZone")))
                .orElse(ZoneOffset.UTC);
        for (String each : List.of("schedule", "fullSchedule")) {
            if (!text(each).isEmpty()) {
                given.attempt(
                        each, () -> Schedules.parse(name, each, text(each)).getCronExpression());
            }
        }
        Sync.Misfire misfire = given.read(CollectionDeclarations.MISFIRE);
        boolean spool = given.read(CollectionDeclarations.SPOOL);
        URI base = api.map(ApiSettings::baseUri).orElse(NOWHERE);
        Collection collection = collection(base, names, given, problems);
        return new Sync(
                collection,
                texts,
                text("schedule"),
                text("fullSchedule"),
                zone,
                given.find(CollectionDeclarations.RESUME_MAX_AGE).orElse(null),
                given.find(CollectionDeclarations.MAX_AGE).orElse(null),
                misfire,
                spool);
    }

    /**
     * The collection they describe.
     *
     * @param names how whoever has described it names its parameters
     * @throws InvalidSettingException with all of them that cannot be
     */
    public Collection collection(URI baseUri, Naming names) {
        Problems problems = new Problems();
        return collection(baseUri, names, given(names, problems), problems);
    }

    private Collection collection(URI baseUri, Naming names, Given given, Problems problems) {
        SinceParameters changes = new SinceParameters(texts, given);
        Since since = changes.read();
        if (changes.any()) {
            CollectionParameters all = new CollectionParameters(changes.of(null));
            Collection everything = all.collection(baseUri, names, all.given(names, problems), problems);
            return everything.withIncremental(new Incremental(
                    Objects.requireNonNull(since, "what is wrong with it is told"),
                    mark -> mark == null
                            ? everything
                            : new CollectionParameters(changes.of(mark)).collection(baseUri, names)));
        }
        String name = name(given);
        PartitionParameters parts = new PartitionParameters(texts, baseUri, names, given);
        Partitioning partitioning = parts.read();
        String path = parts.whole(path(given));
        given.attempt(CollectionDeclarations.STYLE.name(), this::requireStyle);
        Map<String, String> sound = sound(given);
        sound.put(CollectionDeclarations.QUERY.name(), parts.whole(text("query")));
        PagingParameters parameters = new PagingParameters(name, baseUri, path, sound, names);
        Paging paging = given.attempt(
                        CollectionDeclarations.CURSOR_PARAMETER.name(), () -> PagingStyles.paging(parameters))
                .orElseGet(() -> new PageNumbers(path, new CollectionQuery(List.of()), "page", 1));
        List<JsonPointer> key = given.find(CollectionDeclarations.KEY)
                .orElse(given.isGiven(CollectionDeclarations.KEY.name()) ? SOME_KEY : List.of());
        PageFormat format = new PageFormat(
                given.read(CollectionDeclarations.RECORDS),
                given.read(CollectionDeclarations.RECORDS_ARE),
                given.read(CollectionDeclarations.MEMBER_NAME),
                given.read(CollectionDeclarations.TOTAL),
                given.find(CollectionDeclarations.PAGES).orElse(Place.NONE),
                given.read(CollectionDeclarations.SIZE),
                given.find(CollectionDeclarations.NEXT).orElse(Place.NONE),
                given.find(CollectionDeclarations.MORE).orElse(Place.NONE),
                given.read(CollectionDeclarations.END) == Collection.End.DECLARED,
                key);
        Scope scope = given.attempt("scope", () -> scope(name, paging, parts, given, names))
                .orElse(Scope.NONE);
        Optional<Collection> collection = given.attempt(
                CollectionDeclarations.VERIFY.name(),
                () -> new Collection(
                        name,
                        text("api"),
                        baseUri + path,
                        paging.query(),
                        paging,
                        format,
                        scope,
                        given.read(CollectionDeclarations.BATCH_SIZE),
                        given.read(CollectionDeclarations.ORDER),
                        new Collection.Checking(
                                given.read(CollectionDeclarations.VERIFY),
                                !given.isGiven(CollectionDeclarations.KEY.name()),
                                given.read(CollectionDeclarations.END),
                                given.read(CollectionDeclarations.ON_DRIFT),
                                given.read(CollectionDeclarations.REPAIR_PASSES),
                                given.read(CollectionDeclarations.SORTED)),
                        given.read(CollectionDeclarations.ON_PAGE_FAILURE),
                        given.read(CollectionDeclarations.GATHER),
                        names,
                        partitioning,
                        null));
        problems.throwIfAny();
        return collection.orElseThrow();
    }

    private Scope scope(String name, Paging paging, PartitionParameters parts, Given given, Naming names) {
        return given.find(CollectionDeclarations.PARTITIONS)
                .map(division -> parts.scope(paging.query(), division))
                .orElseGet(() -> Scope.of(names.given(name, "scope", text("scope")), text("scope"), paging.query()));
    }

    /** Every parameter's text; the default's for one of paging that is not of its form, which is noted. */
    private Map<String, String> sound(Given given) {
        Map<String, String> sound = new LinkedHashMap<>(texts);
        for (Setting<String> each :
                List.of(CollectionDeclarations.PAGE_PARAMETER, CollectionDeclarations.SIZE_PARAMETER)) {
            sound.put(each.name(), given.read(each));
        }
        sound.put(
                CollectionDeclarations.BODY.name(),
                given.find(CollectionDeclarations.BODY).orElse(""));
        for (Setting<Integer> each : List.of(
                CollectionDeclarations.PAGE_SIZE,
                CollectionDeclarations.FIRST_PAGE,
                CollectionDeclarations.FIRST_OFFSET)) {
            sound.put(each.name(), Integer.toString(given.read(each)));
        }
        return sound;
    }

    /**
     * Checks some parameters by themselves.
     *
     * @throws InvalidSettingException with all of them that are not of their form
     */
    public static void require(Map<String, String> some, Naming names) {
        Problems problems = new Problems();
        Given given = new CollectionParameters(some).given(names, problems);
        for (Setting<?> each : CollectionDeclarations.list()) {
            if (some.containsKey(each.name())) {
                var unused = given.find(each);
            }
        }
        problems.throwIfAny();
    }

    private boolean requireStyle() {
        if (wrongStyle != null) {
            throw wrongStyle;
        }
        return true;
    }

    private static String name(Given given) {
        Setting<String> setting = CollectionDeclarations.NAME;
        if (!given.isGiven(setting.name())) {
            given.wrong(setting.name(), "a sync has no name; give its route an id, such as packages");
            return "";
        }
        return given.find(setting).orElse("");
    }

    private static String path(Given given) {
        Setting<String> setting = CollectionDeclarations.PATH;
        String path = given.text(setting.name());
        if (path.isEmpty()) {
            given.wrongForm(setting.name(), setting.form().right());
        } else if (path.contains("?")) {
            given.wrongForm(setting.name(), "a path without a query; write that as query: RAW(name=value&name=value)");
        }
        return given.find(setting).orElse("/");
    }

    private Given given(Naming names, Problems problems) {
        Map<String, Value> values = new TreeMap<>();
        texts.forEach((name, text) -> values.put(name, Value.of(text, "parameter " + name)));
        String sync = text("name");
        return new Given(
                values,
                name -> name,
                new Given.Words() {
                    @Override
                    public String name(String name) {
                        return names.parameter(name);
                    }

                    @Override
                    public String given(String name, String value) {
                        return names.given(sync, name, value);
                    }
                },
                problems);
    }

    String api() {
        return text("api");
    }

    private String text(String name) {
        return texts.getOrDefault(name, "");
    }
}
