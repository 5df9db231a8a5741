package io.pagesync.cli.option;

import io.pagesync.InvalidSettingException;
import io.pagesync.api.ApiSettings;
import io.pagesync.api.CallFailedException;
import io.pagesync.camel.api.ApiSteps;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.camel.sync.CollectionParameters;
import io.pagesync.camel.sync.Presets;
import io.pagesync.page.Page;
import io.pagesync.page.look.RawAnswer;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.paging.template.Placeholder;
import io.pagesync.paging.template.RequestTemplate;
import io.pagesync.recognise.Asked;
import io.pagesync.recognise.LargerPages;
import io.pagesync.recognise.Recognised;
import io.pagesync.recognise.Recogniser;
import io.pagesync.run.Run;
import io.pagesync.run.plan.Collection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * What a URL's collection takes: what options give, and what is recognised in its first answers, which are asked for as
 * every page is. Where options say all, nothing is asked for.
 */
public final class Recognition {
    private static final int MOST_REQUESTS = 3;
    private static final Recognised NOTHING = new Recognised(Map.of(), "", List.of(), true, false);

    private final Map<String, String> parameters;
    private final Recognised recognised;
    private final Run look;
    private final @Nullable Seen seen;
    private final boolean first;
    private final ApiSettings settings;
    private String larger = "";
    private String leftOut = "";

    /** What was asked for first, and the answer. */
    private record Seen(Asked asked, RawAnswer answer) {}

    private Recognition(
            Map<String, String> parameters,
            Recognised recognised,
            Run look,
            @Nullable Seen seen,
            boolean first,
            ApiSettings settings) {
        this.parameters = parameters;
        this.recognised = recognised;
        this.look = look;
        this.seen = seen;
        this.first = first;
        this.settings = settings;
    }

    /** Whether options say all, so that there is nothing to look at. */
    public static boolean isSaid(BaseCommand command, CollectionOptions options) {
        // Of a collection in slices there is no first answer before it is known which slice it is of.
        return options.isDivided() || Recogniser.isSaid(given(command, options));
    }

    /**
     * Looks at the collection.
     *
     * @param context where its API is
     * @param look the run whose requests are made
     * @param command whose options they are
     * @param parameters the collection's parameters, as options give them or leave them at their defaults
     * @param settings the API's
     * @throws io.pagesync.PagesyncException if there is no answer
     */
    public static Recognition of(
            CamelContext context,
            Run look,
            BaseCommand command,
            CollectionOptions options,
            Map<String, String> parameters,
            ApiSettings settings) {
        if (isSaid(command, options)) {
            return new Recognition(parameters, NOTHING, look, null, false, settings);
        }
        Map<String, String> given = given(command, options);
        PageRequest filled = look.partition().firstRequest();
        boolean placed = !placeholders(options).isEmpty();
        Asked asked = placed
                ? new Asked(filled.path(), CollectionQuery.of(filled.query(), "", "", 0), given, settings.names())
                : Asked.of(options.url().path(), options.url().query(), given, settings.names());
        RawAnswer answer = Pipeline.ask(
                context,
                look,
                placed ? filled : new PageRequest(1, asked.path(), asked.query().text(), filled.body()));
        Recognised recognised =
                Recogniser.of(asked, answer, query -> further(context, look, filled.to(asked.path(), query)));
        Map<String, String> all = new TreeMap<>(parameters);
        all.putAll(recognised.parameters());
        placeInBody(options, recognised, all);
        boolean first = recognised.firstPage() && (placed || isFirst(asked, all, settings));
        Recognition found = new Recognition(all, recognised, look, new Seen(asked, answer), first, settings);
        found.leftOut = leftOut(CollectionQuery.of(options.url().query(), "", "", 0), all);
        return found;
    }

    /** What the URL has of a cursor, which is not sent: every run asks for all pages. */
    private static String leftOut(CollectionQuery query, Map<String, String> parameters) {
        String cursor = parameters.getOrDefault("cursorParameter", "");
        return query.values(cursor).isEmpty() || query.asksForFirst(cursor)
                ? ""
                : "left out of the URL: " + cursor + ", because a load begins with the first page";
    }

    /** The same, and looks how large a page the API grants, if there is a request left for that. */
    public static Recognition probe(
            CamelContext context,
            Run look,
            BaseCommand command,
            CollectionOptions options,
            Map<String, String> parameters,
            ApiSettings settings) {
        Recognition found = of(context, look, command, options, parameters, settings);
        Seen seen = found.seen;
        if (seen != null && found.requests() < MOST_REQUESTS) {
            Asked asked = seen.asked;
            LargerPages.of(asked, seen.answer, found.parameters)
                    .flatMap(larger -> larger.granted(further(
                            context, look, look.partition().firstRequest().to(asked.path(), larger.query()))))
                    .ifPresent(found::grows);
        }
        return found;
    }

    /** Elasticsearch takes the offset in the body of a search, too, where all versions and those that imitate it look for it. */
    private static void placeInBody(CollectionOptions options, Recognised recognised, Map<String, String> parameters) {
        String offset = recognised.parameters().getOrDefault("offsetParameter", "");
        if (!options.body().isEmpty() && placeholders(options).isEmpty() && offset.equals("from")) {
            parameters.put(
                    "body", SyncRoute.body(RequestTemplate.bodyWith(options.body(), offset, Placeholder.OFFSET)));
            parameters.put("offsetParameter", "");
        }
    }

    private void grows(LargerPages.Granted granted) {
        larger = granted.text();
        if (!granted.chosen()) {
            parameters.put("pageSize", Integer.toString(granted.pageSize()));
        }
    }

    /** What options give, and what a style says that one of them names. */
    private static Map<String, String> given(BaseCommand command, CollectionOptions options) {
        Map<String, String> given = new TreeMap<>(options.given(command));
        Presets.of(given.getOrDefault("style", "")).forEach(given::putIfAbsent);
        // A placeholder says what a parameter would.
        Set<Placeholder> placed = placeholders(options);
        if (placed.contains(Placeholder.PAGE)) {
            given.put("pageParameter", Placeholder.PAGE.toString());
        }
        if (placed.contains(Placeholder.OFFSET)) {
            given.put("offsetParameter", Placeholder.OFFSET.toString());
        }
        return given;
    }

    private static Set<Placeholder> placeholders(CollectionOptions options) {
        return RequestTemplate.of(options.url().path(), options.url().query(), options.body())
                .placeholders();
    }

    private static RawAnswer further(CamelContext context, Run look, PageRequest request) {
        try {
            return Pipeline.ask(context, look, request);
        } catch (CallFailedException e) {
            return new RawAnswer(e.status() == 0 ? 500 : e.status(), Map.of(), new byte[0]);
        }
    }

    /** Whether the run would ask for it with the same parameters, that of the page aside. */
    private static boolean isFirst(Asked asked, Map<String, String> parameters, ApiSettings settings) {
        String paging = parameters.getOrDefault("offsetParameter", "");
        paging = paging.isEmpty() ? parameters.getOrDefault("pageParameter", "") : paging;
        return collection(parameters, settings).paging().query().text().equals(asked.without(paging));
    }

    private static Collection collection(Map<String, String> parameters, ApiSettings settings) {
        return new CollectionParameters(parameters).collection(settings.baseUri(), settings.names());
    }

    /** The collection, as it was recognised. */
    public Collection collection() {
        return collection(parameters, settings);
    }

    /** The parameters of a kamelet:collection-source, those that were recognised included. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** What was recognised otherwise than as it is meant where nothing is said, and what is not sure; a sentence each. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        Map<String, String> defaults = CollectionParameters.defaults();
        boolean usual = recognised.parameters().entrySet().stream()
                .allMatch(each -> each.getValue().equals(defaults.get(each.getKey())));
        if (!usual) {
            sentences.add("recognised: " + recognised.text());
        }
        recognised.unsure().forEach(each -> sentences.add("not sure: " + each));
        if (!leftOut.isEmpty()) {
            sentences.add(leftOut);
        }
        return sentences;
    }

    /** Whether all pages can be asked for. */
    public boolean isDecided() {
        return recognised.decided();
    }

    /**
     * Refuses to load what may be one page of many.
     *
     * @throws InvalidSettingException if nothing shows how the next page is asked for
     */
    public void requireDecided() {
        if (!recognised.decided()) {
            throw new InvalidSettingException(
                    "recognised: " + recognised.text() + "; it is not known " + String.join("; ", recognised.unsure()));
        }
    }

    /** The answer that is the first page; null if that is still to be asked for. */
    public @Nullable RawAnswer first() {
        return first && seen != null ? seen.answer : null;
    }

    /** The first page, asked for if it was not seen yet. */
    public Page firstPage(CamelContext context) {
        look.loads(collection());
        RawAnswer answer = first();
        return answer == null
                ? Pipeline.fetch(context, look, look.partition().firstRequest())
                : ApiSteps.first(look, answer);
    }

    /**
     * All that is known, a line each, for people.
     *
     * @param key what tells one record from another; empty if nothing was found
     */
    public List<String> findings(String key) {
        List<String> lines = new ArrayList<>();
        lines.add("recognised  " + (recognised.text().isEmpty() ? "nothing; options say all" : recognised.text()));
        if (!larger.isEmpty()) {
            lines.add("page size   " + larger);
        }
        lines.add("key         "
                + (key.isEmpty() ? "none found; records that come twice are told by all of their bytes" : key));
        if (!parameters.getOrDefault("query", "").matches("(?i).*(sort|order).*")) {
            lines.add("order       the query asks for none: what changes meanwhile may shift records from page to page;"
                    + " a stable one, such as sort=id, is better");
        }
        String limits = seen == null
                ? ""
                : seen.answer.headers().entrySet().stream()
                        .filter(header -> header.getKey().matches("(?i)(x-)?rate-?limit.*"))
                        .map(header -> header.getKey() + ": " + header.getValue())
                        .collect(Collectors.joining(", "));
        if (!limits.isEmpty()) {
            lines.add("limits      " + limits);
        }
        recognised.unsure().forEach(each -> lines.add("not sure    " + each));
        lines.add("asked       " + requests() + (requests() == 1 ? " request" : " requests"));
        return lines;
    }

    /** How many requests were made. */
    public long requests() {
        return look.traffic().requests();
    }
}
