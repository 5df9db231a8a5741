package io.pagesync.cli;

import io.pagesync.InvalidSettingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which collection, and how it is paged. */
final class CollectionOptions {
    @Parameters(
            index = "0",
            paramLabel = "URL",
            description =
                    "The collection with its query, without the page number; quote it: it holds & as a rule. Or a sync's"
                            + " name.")
    private String url = "";

    @Option(
            names = "--page-param",
            paramLabel = "NAME",
            defaultValue = "page",
            description = "The query parameter that takes the page's number (${DEFAULT-VALUE}).")
    private String pageParameter = "";

    @Option(
            names = "--size-param",
            paramLabel = "NAME",
            defaultValue = "pageSize",
            description = "The query parameter that takes the page size (${DEFAULT-VALUE}).")
    private String sizeParameter = "";

    @Option(
            names = "--page-size",
            paramLabel = "N",
            defaultValue = "0",
            description = "The page size to ask for; 0 leaves it to the URL or to the server (${DEFAULT-VALUE}).")
    private int pageSize;

    @Option(
            names = "--first-page",
            paramLabel = "N",
            defaultValue = "1",
            description = "The number the API gives its first page (${DEFAULT-VALUE}).")
    private int firstPage;

    @Option(
            names = "--records",
            paramLabel = "POINTER",
            defaultValue = "/data",
            description =
                    "Where the records are in an answer, as a JSON pointer; '' if the answer is the array (${DEFAULT-VALUE}).")
    private String records = "";

    @Option(
            names = "--total",
            paramLabel = "POINTER",
            defaultValue = "/total",
            description = "Where the total number of records is (${DEFAULT-VALUE}).")
    private String total = "";

    @Option(
            names = "--size",
            paramLabel = "POINTER",
            defaultValue = "/pageSize",
            description =
                    "Where the page size granted is; where there is none, the first page's length counts (${DEFAULT-VALUE}).")
    private String size = "";

    @Option(
            names = "--key",
            paramLabel = "FIELD",
            defaultValue = "",
            description = "What tells one record from another, such as id: then records that come twice are noticed.")
    private String key = "";

    @Option(
            names = "--scope",
            paramLabel = "NAME",
            defaultValue = "",
            description = "The query parameter that makes this collection this one and no other, such as"
                    + " licenseNumber: its value leads the key of rows in a table.")
    private String scope = "";

    /** Whether a sync was named, rather than a URL given. */
    boolean isSync() {
        return url.matches("[a-z][a-z0-9]*");
    }

    /**
     * Checks that only what fits a URL stands beside a URL, and what fits a name beside a name.
     *
     * @throws InvalidSettingException naming what does not
     */
    void requireFit(BaseCommand command, SyncOptions properties) {
        if (isSync()) {
            command.requireNoneOf(url, CollectionOptions.class, ApiOptions.class);
        } else if (!properties.overrides().isEmpty()) {
            throw new InvalidSettingException(
                    "--set and --profile are for a sync's name; a URL's load has options and no settings");
        }
    }

    /** The name of the sync. */
    String sync() {
        return url;
    }

    /** The URL without its query, checked. */
    String urlWithoutQuery() {
        String front = url.replaceFirst("[?#].*", "");
        return front.matches("https?://[^/]+") ? front + "/" : front;
    }

    /** Scheme, host and port. */
    URI baseUri() {
        URI uri = uri();
        return URI.create(uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
    }

    private URI uri() {
        if (urlWithoutQuery().matches("([^/]*//)?[^/]*@.*")) {
            throw new InvalidSettingException("the URL holds a user or password, which every process list would show;"
                    + " put the header's value into the environment and name it: --header-env Authorization=VAR");
        }
        if (!url.matches("https?://[^/].*")) {
            throw noUrl();
        }
        URI uri;
        try {
            uri = new URI(urlWithoutQuery());
        } catch (URISyntaxException e) {
            throw new InvalidSettingException("the URL has a character that must be encoded in its path: "
                    + e.getReason() + " at index " + e.getIndex());
        }
        if (uri.getHost() == null) {
            throw noUrl();
        }
        return uri;
    }

    private InvalidSettingException noUrl() {
        return new InvalidSettingException(
                "'" + ShownUrl.of(url) + "' is no URL of an API; write it as https://host/path?query, in quotes");
    }

    /** The parameters of a kamelet:collection-source, every one given. */
    Map<String, String> parameters(String name, String api) {
        if (pageParameter.isBlank() || sizeParameter.isBlank()) {
            throw new InvalidSettingException((pageParameter.isBlank() ? "--page-param" : "--size-param")
                    + " is empty; it must name a query parameter");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("name", name);
        parameters.put("api", api);
        parameters.put("path", uri().getRawPath());
        parameters.put("query", query());
        parameters.put("key", key);
        parameters.put("scope", scope);
        parameters.put("pageParameter", pageParameter);
        parameters.put("sizeParameter", sizeParameter);
        parameters.put("pageSize", Integer.toString(pageSize));
        parameters.put("firstPage", Integer.toString(firstPage));
        parameters.put("records", records);
        parameters.put("total", total);
        parameters.put("size", size);
        parameters.put("order", "arrival");
        parameters.put("verify", "counted");
        parameters.put("onPageFailure", "stop");
        parameters.put("batchSize", "0");
        parameters.put("gather", "report");
        return parameters;
    }

    private String query() {
        String front = url.replaceFirst("#.*", "");
        int at = front.indexOf('?');
        return at < 0 ? "" : SyncRoute.query(front.substring(at + 1));
    }
}
