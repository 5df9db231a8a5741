package io.pagesync.cli.option;

import io.pagesync.InvalidSettingException;
import io.pagesync.destination.DestinationKinds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where {@code --to} says the pages go.
 *
 * @param uri the Camel endpoint's URI
 * @param parameters its parameters
 * @param perRecord whether it gets each record as a message of its own, rather than the page
 */
public record Target(String uri, Map<String, Object> parameters, boolean perRecord) {
    /** Copies the map. */
    public Target {
        parameters = Map.copyOf(parameters);
    }

    /** Standard output, as JSON Lines. */
    public static Target standardOutput() {
        return of("-", false);
    }

    /**
     * From the option's text.
     *
     * @throws InvalidSettingException if it is neither a file we write nor an endpoint
     */
    public static Target of(String to, boolean perRecord) {
        // A scheme of one letter is a drive.
        boolean endpoint = to.matches("[a-z][a-z0-9+.-]+:[^/].*\\?.+") || to.matches("[a-z][a-z0-9+.-]+://.+");
        if (endpoint) {
            return new Target(to, Map.of(), perRecord);
        }
        Optional<DestinationKinds.Named> ours = DestinationKinds.Named.of(to);
        if (ours.isPresent()) {
            Map<String, Object> parameters = new LinkedHashMap<>();
            ours.get().parameters().forEach((name, value) -> parameters.put(name, SyncRoute.raw(value)));
            return new Target("kamelet:" + ours.get().kamelet(), parameters, false);
        }
        if (to.matches("[a-z][a-z0-9+.-]*:.+")) {
            return new Target(to, Map.of(), perRecord);
        }
        throw new InvalidSettingException(
                "--to '" + ShownUrl.of(to) + "' is neither a file that ends in .jsonl or .jsonl.gz, nor a"
                        + " table such as table:packages, nor a queue such as queue:packages, nor a Camel endpoint such as"
                        + " seda:packages or file:out");
    }

    /** Whether it goes to a message broker, of which the settings say where it is. */
    public boolean needsBroker() {
        return uri.equals("kamelet:queue-sink") || uri.equals("kamelet:kafka-sink") || uri.startsWith("jms:");
    }

    /** The same with one more parameter. */
    public Target with(String name, String value) {
        Map<String, Object> more = new LinkedHashMap<>(parameters);
        more.put(name, SyncRoute.raw(value));
        return new Target(uri, more, perRecord);
    }

    /** The step that hands a page to it. */
    Map<String, Object> step() {
        Map<String, Object> endpoint = new LinkedHashMap<>();
        endpoint.put("uri", uri);
        if (!parameters.isEmpty()) {
            endpoint.put("parameters", parameters);
        }
        Map<String, Object> to = Map.of("to", endpoint);
        return perRecord ? Map.of("split", records(to)) : to;
    }

    private static Map<String, Object> records(Map<String, Object> to) {
        Map<String, Object> split = new LinkedHashMap<>();
        split.put("simple", "${body}");
        split.put("streaming", true);
        split.put("stopOnException", true);
        split.put("steps", List.of(to));
        return split;
    }
}
