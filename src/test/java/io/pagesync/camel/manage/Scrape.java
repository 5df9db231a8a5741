package io.pagesync.camel.manage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a scrape of the management port says. */
record Scrape(int status, String text) {
    static Scrape of(URI server, String path) throws IOException, InterruptedException {
        var answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString());
        return new Scrape(answer.statusCode(), answer.body());
    }

    /** Names and types of the families of ours. */
    Map<String, String> types() {
        return text.lines()
                .filter(line -> line.startsWith("# TYPE pagesync_"))
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(part -> part[2], part -> part[3], (a, b) -> a, TreeMap::new));
    }

    /** Whether each family has a line of help. */
    boolean hasHelp(String family) {
        return text.lines().anyMatch(line -> line.matches("# HELP " + family + " \\S.*"));
    }

    /** The value of the series with these labels, such as {@code sync="packages"}, in alphabetical order. */
    double value(String name, String... labels) {
        String series = name + (labels.length == 0 ? "" : "{" + String.join(",", labels) + "}") + " ";
        return text.lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no series " + series + Arrays.asList(text.split("\n"))));
    }
}
