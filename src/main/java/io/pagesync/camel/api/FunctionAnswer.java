package io.pagesync.camel.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Json;
import io.pagesync.page.Page;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a page function gave, as the bytes of JSON that an API would have sent. */
final class FunctionAnswer {
    private FunctionAnswer() {}

    /**
     * The answer's bytes: as they are, of a text in UTF-8, or as Jackson writes the object.
     *
     * @throws InvalidPageException if there is none, or the object cannot be written as JSON
     */
    static byte[] bytes(@Nullable Object answer) {
        if (answer == null) {
            throw new InvalidPageException("the page function gave null; it must give a page or throw", false, null);
        }
        if (answer instanceof byte[] bytes) {
            return bytes;
        }
        if (answer instanceof CharSequence text) {
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
        if (answer instanceof Page page) {
            return page.toBytes();
        }
        try {
            return Json.MAPPER.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new InvalidPageException(
                    "the page function gave a " + answer.getClass().getName() + ", which is no JSON: "
                            + e.getOriginalMessage() + "; give bytes, text or a Map",
                    false,
                    e);
        }
    }
}
