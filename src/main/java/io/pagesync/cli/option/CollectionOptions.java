package io.pagesync.cli.option;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.sync.CollectionParameters;
import io.pagesync.run.plan.Collection.End;
import io.pagesync.settings.Form;
import io.pagesync.settings.Naming;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which collection, and how it is paged. */
public final class CollectionOptions {
    /** The parameters that say when a sync starts, which a load does now, and what it keeps for the next time. */
    public static final List<String> WHEN =
            List.of("schedule", "timeZone", "misfire", "resumeMaxAge", "maxAge", "spool");

    @Parameters(
            index = "0",
            paramLabel = "URL",
            description = "The collection with its query, without the page number, or with {page}, {offset}, {size} or"
                    + " {cursor} where that goes; quote it: it holds & as a rule. Or a sync's name.")
    private String url = "";

    @Option(
            names = "--style",
            paramLabel = "NAME",
            description = "A style of paging under routes/styles, which says what no other option does, such as"
                    + " wordpress, github, stripe or odata.")
    private @Nullable String style;

    @Option(
            names = "--body",
            paramLabel = "JSON",
            description = "A JSON body, which makes each request a POST; \"{page}\", \"{offset}\", \"{size}\" or"
                    + " \"{cursor}\" in it becomes that value.")
    private @Nullable String body;

    @Option(
            names = "--page-param",
            paramLabel = "NAME",
            description = "The query parameter that takes the page's number (${DEFAULT-VALUE}).")
    private @Nullable String pageParameter;

    @Option(
            names = "--size-param",
            paramLabel = "NAME",
            description = "The query parameter that takes the page size (${DEFAULT-VALUE}).")
    private @Nullable String sizeParameter;

    @Option(
            names = "--page-size",
            paramLabel = "N",
            description = "The page size to ask for; 0 leaves it to the URL or to the server (${DEFAULT-VALUE}).")
    private @Nullable String pageSize;

    @Option(
            names = "--first-page",
            paramLabel = "N",
            description = "The number the API gives its first page (${DEFAULT-VALUE}).")
    private @Nullable String firstPage;

    @Option(
            names = "--offset-param",
            paramLabel = "NAME",
            description =
                    "The query parameter that takes the offset of a page's first record; pages are then asked for by"
                            + " it, not by number.")
    private @Nullable String offsetParameter;

    @Option(
            names = "--first-offset",
            paramLabel = "N",
            description = "The offset of the first record (${DEFAULT-VALUE}).")
    private @Nullable String firstOffset;

    @Option(
            names = "--records",
            paramLabel = "POINTER",
            description = "Where the records are in an answer, as a JSON pointer; '' if the answer is the array"
                    + " (${DEFAULT-VALUE}).")
    private @Nullable String records;

    @Option(
            names = "--records-are",
            paramLabel = "elements|members|one",
            description = "What the records are there: elements of an array, members of an object, or one, the object"
                    + " itself (${DEFAULT-VALUE}).")
    private @Nullable String recordsAre;

    @Option(
            names = "--member-name",
            paramLabel = "FIELD",
            description =
                    "The field that keeps a member's name, put first into its record; not kept where it is not said.")
    private @Nullable String memberName;

    @Option(
            names = "--total",
            paramLabel = "PLACE",
            description =
                    "Where the total number of records is: a JSON pointer or header:NAME; none if the API tells none"
                            + " (${DEFAULT-VALUE}).")
    private @Nullable String total;

    @Option(
            names = "--pages",
            paramLabel = "PLACE",
            description =
                    "Where the total number of pages is, or a link to the last page: a JSON pointer or header:NAME.")
    private @Nullable String pages;

    @Option(
            names = "--size",
            paramLabel = "PLACE",
            description = "Where the page size granted is; where there is none, the first page's length counts"
                    + " (${DEFAULT-VALUE}).")
    private @Nullable String size;

    @Option(
            names = "--next",
            paramLabel = "PLACE",
            description =
                    "Where an answer says how to ask for its next page, by a link, a cursor or an object of parameters: a"
                            + " JSON pointer, header:NAME (header:Link), or last:POINTER in its last record; pages are"
                            + " then fetched one after the other.")
    private @Nullable String next;

    @Option(
            names = "--more",
            paramLabel = "PLACE",
            description = "Where an answer says by true or false whether there are more pages.")
    private @Nullable String more;

    @Option(
            names = "--end",
            paramLabel = "checked|declared",
            description =
                    "Whether the page behind a full last one is read, to see that it is the end, or the end is where"
                            + " the API says, also where nothing is said of a next page (${DEFAULT-VALUE}).")
    private @Nullable End end;

    @Option(
            names = "--cursor-param",
            paramLabel = "NAME",
            description =
                    "The query parameter that takes what --next finds, or has in a link there; none if links are followed.")
    private @Nullable String cursorParameter;

    @Option(
            names = "--key",
            paramLabel = "FIELD",
            description = "What tells one record from another, such as id: by it, records that come twice are noticed."
                    + " Looked for in the first page where it is not said; none if records may repeat.")
    private @Nullable String key;

    @Option(
            names = "--scope",
            paramLabel = "NAME",
            description = "The query parameter that makes this collection this one and no other, such as"
                    + " licenseNumber: its value leads the key of rows in a table.")
    private @Nullable String scope;

    @Option(
            names = "--partitions",
            paramLabel = "SLICES",
            description = "Loads the collection in slices, whose values the URL has a place for, as in"
                    + " licenseNumber={licenseNumber}: NAME=VALUE,VALUE..., NAME=file:FILE, NAME from /PATH at FIELD, or"
                    + " windows for {from} and {to}, such as 2024-01-01..now/P1M.")
    private @Nullable String partitions;

    @Option(
            names = "--parent",
            paramLabel = "NAME=VALUE,...",
            description = "What the list of slices at /PATH has of its own, such as records=/licenses,total=/count.")
    private @Nullable String parent;

    @Option(
            names = "--cap",
            paramLabel = "N",
            description = "The most records the API serves of one query: a window with more is halved; 0 for no cap"
                    + " (${DEFAULT-VALUE}).")
    private @Nullable String cap;

    /** Whether the collection is to be loaded in slices. */
    public boolean isDivided() {
        return partitions != null && !partitions.isBlank();
    }

    /** The number that --pages has, where that is a count of pages and no place, which is taken away from it; else nothing. */
    public OptionalInt takeCount() {
        String text = pages;
        if (text == null || !text.matches("\\d{1,9}")) {
            return OptionalInt.empty();
        }
        pages = null;
        return OptionalInt.of(Integer.parseInt(text));
    }

    /** Whether a sync was named, rather than a URL given. */
    public boolean isSync() {
        return url().isSync();
    }

    /**
     * Checks that only what fits a URL stands beside a URL, and what fits a name beside a name.
     *
     * @throws InvalidSettingException naming what does not
     */
    public void requireFit(BaseCommand command, SyncOptions properties) {
        if (isSync()) {
            command.requireNoneOf(url, CollectionOptions.class, ApiOptions.class);
        } else if (!properties.overrides().isEmpty()) {
            throw new InvalidSettingException(
                    "--set and --profile are for a sync's name; a URL's load has options and no settings");
        }
    }

    /** The name of the sync. */
    public String sync() {
        return url;
    }

    /** Scheme, host and port. */
    public URI baseUri() {
        return url().baseUri();
    }

    /** Where the collection is. */
    CollectionUrl url() {
        return new CollectionUrl(url);
    }

    /** The parameters of a kamelet:collection-source, every one given but those that say when. */
    public Map<String, String> parameters(String name, String api) {
        Map<String, String> parameters = CollectionParameters.defaults();
        WHEN.forEach(parameters::remove);
        parameters.put("name", name);
        parameters.put("api", api);
        parameters.put("path", url().path());
        parameters.put("query", url().query());
        parameters.putAll(values());
        return parameters;
    }

    /** The parameters that options give, rather than their defaults. */
    Map<String, String> given(BaseCommand command) {
        Naming names = new OptionNames();
        Map<String, String> given = values();
        given.keySet().removeIf(name -> !command.given(names.parameter(name)));
        return given;
    }

    private Map<String, String> values() {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, "body", body == null ? null : body());
        put(given, "key", key);
        put(given, "scope", scope);
        put(given, "style", style);
        put(given, "pageParameter", pageParameter);
        put(given, "sizeParameter", sizeParameter);
        put(given, "pageSize", pageSize);
        put(given, "firstPage", firstPage);
        put(given, "offsetParameter", offsetParameter);
        put(given, "firstOffset", firstOffset);
        put(given, "records", records);
        put(given, "recordsAre", recordsAre);
        put(given, "memberName", memberName);
        put(given, "total", total);
        put(given, "pages", pages);
        put(given, "size", size);
        put(given, "next", next);
        put(given, "more", more);
        put(given, "end", end == null ? null : Form.text(end));
        put(given, "cursorParameter", cursorParameter);
        put(given, "partitions", partitions);
        put(given, "parent", parent);
        put(given, "cap", cap);
        return given;
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String text) {
        if (text != null) {
            parameters.put(name, text);
        }
    }

    /** The body, as it may stand in a route; empty for none. */
    String body() {
        return body == null ? "" : SyncRoute.body(body);
    }
}
