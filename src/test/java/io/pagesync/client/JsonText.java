package io.pagesync.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON of test data. */
final class JsonText {
    private JsonText() {}

    static String of(Object value) throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(value);
    }
}
