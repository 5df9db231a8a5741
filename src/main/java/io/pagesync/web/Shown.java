package io.pagesync.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pagesync.page.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an answer shows.
 *
 * @param status the HTTP status
 * @param type the content type
 * @param text the body, in UTF-8
 */
public record Shown(int status, String type, String text) {
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

    private static Shown json(int status, Map<String, Object> content) {
        try {
            return new Shown(status, "application/json", Json.MAPPER.writeValueAsString(content) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
