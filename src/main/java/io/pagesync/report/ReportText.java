package io.pagesync.report;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pagesync.page.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports as they are kept: the JSON that users know, in which empty lists may be left out. */
public final class ReportText {
    private static final ObjectMapper MAPPER = mapper();

    private ReportText() {}

    private static ObjectMapper mapper() {
        ObjectMapper mapper = Json.MAPPER.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
        mapper.configOverride(Map.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
        return mapper;
    }

    /** Finds out how they are written, which takes longer than to write one. */
    public static void prepare() {
        try {
            var unused = MAPPER.getSerializerProviderInstance().findTypedValueSerializer(RunReport.class, true, null);
        } catch (JsonMappingException e) {
            throw new IllegalStateException("a report is not to be written as JSON", e);
        }
    }

    /** As it is kept. */
    public static String of(RunReport report) {
        try {
            return MAPPER.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is not to be written as JSON", e);
        }
    }

    /** The report; null if there is none, or it is of a Pagesync that reported otherwise. */
    public static @Nullable RunReport read(@Nullable String text) {
        try {
            return text == null ? null : MAPPER.readValue(text, RunReport.class);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
