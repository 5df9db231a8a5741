package io.pagesync.cli.progress;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pagesync.page.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** A line of a log as JSON: {@code time} and {@code level}, and what else there is to say. */
public final class LogLine {
    private LogLine() {}

    /** What all lines begin with, to be added to. */
    public static Map<String, String> of(Instant at, String level) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("time", at.truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("level", level);
        return line;
    }

    /** The line without its end. */
    public static String json(Map<String, String> line) {
        try {
            return Json.MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
