package io.pagesync.auth.token;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.PagesyncException;
import io.pagesync.api.credential.Secret;
import io.pagesync.page.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The answer to a log-in. No error quotes it: what looks like no token may be one in another place. */
final class TokenAnswer {
    private static final int LONGEST = 16 * 1024;

    private final JsonNode json;

    private TokenAnswer(JsonNode json) {
        this.json = json;
    }

    static TokenAnswer read(byte[] answer) {
        try {
            JsonNode json = Json.MAPPER.readTree(answer);
            if (json != null && json.isContainerNode()) {
                return new TokenAnswer(json);
            }
        } catch (IOException e) {
            throw new PagesyncException("the answer is no JSON; check where the log-in goes");
        }
        throw new PagesyncException("the answer is no JSON object; check where the log-in goes");
    }

    /** The text at a pointer; {@code cure} ends the sentence that says there is none. */
    Secret token(JsonPointer at, String cure) {
        JsonNode node = json.at(at);
        if (!node.isTextual() || node.textValue().isBlank()) {
            List<String> fields = new ArrayList<>();
            json.fieldNames().forEachRemaining(fields::add);
            throw new PagesyncException("the answer has no token at " + at + "; " + cure + " (its fields are "
                    + String.join(", ", fields.subList(0, Math.min(fields.size(), 10))) + ")");
        }
        String token = node.textValue().strip();
        if (token.length() > LONGEST || !token.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new PagesyncException("the answer's token at " + at + " is longer than 16 KiB or holds a character"
                    + " that no header may hold; " + cure);
        }
        return Secret.of(token);
    }

    /** The field's text, however it is written; empty if there is none. */
    String text(String field) {
        return json.path(field).asText("");
    }
}
