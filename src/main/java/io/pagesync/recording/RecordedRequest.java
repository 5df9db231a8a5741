package io.pagesync.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.InvalidSettingException;
import io.pagesync.api.credential.SafeUrl;
import io.pagesync.page.Json;
import io.pagesync.settings.QueryEncoding;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a recorded answer is for. A {@code *} in place of a segment of the path, the value of a parameter, or a text in
 * the body stands for any; an asterisk that is meant is written {@code %2A} in path and query. The order of parameters and
 * of the body's fields does not matter.
 *
 * @param method such as {@code GET}
 * @param path encoded, with its leading slash
 * @param query encoded, without a question mark; empty if there is none
 * @param body a JSON text; null if the body is not looked at
 */
public record RecordedRequest(
        String method, String path, String query, @Nullable String body) {
    private static final String ANY = "*";

    /**
     * Whether a request is one of these.
     *
     * @param leftOut the parameters that are not looked at
     */
    boolean matches(RecordedRequest asked, Set<String> leftOut) {
        return method.equals(asked.method)
                && pathMatches(asked.path)
                && queryMatches(asked.query, leftOut)
                && (body == null || (asked.body != null && bodyMatches(json(body), json(asked.body))));
    }

    /** How many of its parts stand for any; of several answers to a request that with the fewest is the one. */
    int anyParts() {
        int any = 0;
        for (String segment : path.split("/", -1)) {
            any += segment.equals(ANY) ? 1 : 0;
        }
        for (List<String> values : pairs(query).values()) {
            any += values.contains(ANY) ? 1 : 0;
        }
        return any + (body == null ? 0 : body.split("\"\\*\"", -1).length - 1);
    }

    /** How many parts differ from those of a request; the higher the less it is what was meant. */
    int differences(RecordedRequest asked) {
        int differences = pathMatches(asked.path) ? 0 : 10;
        differences += method.equals(asked.method) ? 0 : 5;
        Map<String, List<String>> own = pairs(query);
        Map<String, List<String>> its = pairs(asked.query);
        for (String name : own.keySet()) {
            differences += !its.containsKey(name) ? 2 : sameValues(own.get(name), its.get(name)) ? 0 : 1;
        }
        for (String name : its.keySet()) {
            differences += own.containsKey(name) ? 0 : 2;
        }
        return differences;
    }

    private boolean pathMatches(String asked) {
        String[] own = path.split("/", -1);
        String[] its = asked.split("/", -1);
        boolean same = own.length == its.length;
        for (int i = 0; same && i < own.length; i++) {
            same = own[i].equals(ANY) || QueryEncoding.decoded(own[i]).equals(QueryEncoding.decoded(its[i]));
        }
        return same;
    }

    private boolean queryMatches(String asked, Set<String> leftOut) {
        Map<String, List<String>> own = pairs(query);
        Map<String, List<String>> its = pairs(asked);
        its.keySet().removeAll(leftOut);
        return own.keySet().equals(its.keySet())
                && own.keySet().stream().allMatch(name -> sameValues(own.get(name), its.get(name)));
    }

    private static boolean sameValues(@Nullable List<String> own, @Nullable List<String> its) {
        return own != null
                && its != null
                && (own.equals(List.of(ANY)) || decoded(own).equals(decoded(its)));
    }

    private static List<String> decoded(List<String> values) {
        return values.stream().map(QueryEncoding::decoded).toList();
    }

    private static boolean bodyMatches(@Nullable JsonNode own, @Nullable JsonNode its) {
        if (own == null || its == null) {
            return own == null && its == null;
        }
        if (own.isTextual() && own.textValue().equals(ANY)) {
            return true;
        }
        if (own.isObject() && its.isObject() && own.size() == its.size()) {
            return own.properties().stream().allMatch(each -> bodyMatches(each.getValue(), its.get(each.getKey())));
        }
        if (own.isArray() && its.isArray() && own.size() == its.size()) {
            Iterator<JsonNode> other = its.iterator();
            for (JsonNode each : own) {
                if (!bodyMatches(each, other.next())) {
                    return false;
                }
            }
            return true;
        }
        return own.equals(its);
    }

    /** Encoded values by decoded name. */
    private static Map<String, List<String>> pairs(String query) {
        Map<String, List<String>> pairs = new TreeMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = QueryEncoding.decoded(equals < 0 ? pair : pair.substring(0, equals));
            pairs.computeIfAbsent(name, each -> new ArrayList<>()).add(equals < 0 ? "" : pair.substring(equals + 1));
        }
        return pairs;
    }

    private static @Nullable JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /**
     * Refuses a body that is no JSON, and what else could match nothing.
     *
     * @param where the beginning of the sentence
     * @throws InvalidSettingException if this is such a request
     */
    public void requireSound(String where) {
        if (!path.startsWith("/") || !method.matches("[A-Z]+") || (body != null && json(body) == null)) {
            throw new InvalidSettingException(where + ": a request has a method such as GET, a path that begins with a"
                    + " slash, and a body that is JSON or null; this has " + this);
        }
    }

    /** Method, path and query, without what may be a secret by its name. */
    @Override
    public String toString() {
        return method + " " + SafeUrl.of(path, query);
    }
}
