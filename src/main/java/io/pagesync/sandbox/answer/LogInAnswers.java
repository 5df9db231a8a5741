package io.pagesync.sandbox.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pagesync.sandbox.data.JsonBytes;
import io.pagesync.sandbox.data.RefusedException;
import java.util.concurrent.atomic.AtomicInteger;

/** The two ways to a token: user and password, or an API key. One-time passwords and e-mail addresses are not checked. */
public final class LogInAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Credentials accepted;
    private final Tokens tokens;
    private final AtomicInteger succeeded = new AtomicInteger();

    public LogInAnswers(Credentials accepted, Tokens tokens) {
        this.accepted = accepted;
        this.tokens = tokens;
    }

    /** How many log-ins got a token. */
    public int succeeded() {
        return succeeded.get();
    }

    public Answer byCredentials(String body) {
        JsonNode json = read(body);
        text(json, "hostname");
        Credentials given = new Credentials(text(json, "username"), text(json, "password"), accepted.apiKey());
        return given.equals(accepted) ? token() : denied("username or password");
    }

    public Answer byApiKey(String body) {
        JsonNode json = read(body);
        text(json, "stateCode");
        return text(json, "apiKey").equals(accepted.apiKey()) ? token() : denied("API key");
    }

    private Answer token() {
        succeeded.incrementAndGet();
        return Answer.ok(
                new JsonBytes(200).raw("{\"accessToken\":").text(tokens.issue()).ascii('}'));
    }

    private static Answer denied(String what) {
        return Answer.error(401, "Wrong " + what);
    }

    private static JsonNode read(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            // Its message may quote the body, and with it a password.
        }
        throw RefusedException.badRequest("the body must be a JSON object");
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw RefusedException.badRequest(field + " is missing");
        }
        return value.textValue();
    }
}
