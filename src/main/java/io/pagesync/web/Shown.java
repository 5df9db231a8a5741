package io.pagesync.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pagesync.page.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an answer shows.
 *
 * @param status the HTTP status
 * @param type the content type
 * @param text the body, in UTF-8
 * @param headers other headers
 */
public record Shown(int status, String type, String text, Map<String, String> headers) {
    /** Copies the headers. */
    public Shown {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Without other headers. */
    public Shown(int status, String type, String text) {
        this(status, type, text, Map.of());
    }

    /** A page. */
    public static Shown html(int status, String text) {
        return new Shown(status, "text/html; charset=utf-8", text);
    }

    /** Any object as JSON. */
    public static Shown json(int status, Object content) {
        return of(status, "application/json", content);
    }

    /** An error of the REST interface, as RFC 9457 has it. */
    public static Shown problem(int status, String title, String sentence) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", sentence);
        return of(status, "application/problem+json", problem);
    }

    /** Another page of this port, which a browser then asks for by GET. */
    public static Shown seeOther(String path) {
        return new Shown(303, "text/plain; charset=utf-8", "", Map.of("Location", path));
    }

    /** The same with one more header. */
    public Shown with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Shown(status, type, text, more);
    }

    /** Health in JSON: 200 and UP, or 503, DOWN and why. */
    public static Shown health(List<String> why) {
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("status", why.isEmpty() ? "UP" : "DOWN");
        if (!why.isEmpty()) {
            health.put("why", why);
        }
        return json(why.isEmpty() ? 200 : 503, health);
    }

    /** An error in JSON. */
    static Shown error(int status, String sentence) {
        return json(status, Map.of("error", sentence));
    }

    private static Shown of(int status, String type, Object content) {
        try {
            return new Shown(status, type, Json.MAPPER.writeValueAsString(content) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
