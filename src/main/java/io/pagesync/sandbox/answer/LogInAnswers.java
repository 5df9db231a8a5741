package io.pagesync.sandbox.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.call.RefusedException;
import io.pagesync.sandbox.data.JsonBytes;
import java.util.concurrent.atomic.AtomicInteger;

/** The two ways to a token: user and password, or an API key. One-time passwords and e-mail addresses are not checked. */
public final class LogInAnswers {
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

    public Answer byCredentials(Call call) {
        JsonNode json = call.json();
        text(json, "hostname");
        Credentials given = new Credentials(text(json, "username"), text(json, "password"), accepted.apiKey());
        return given.equals(accepted) ? token() : denied("username or password");
    }

    public Answer byApiKey(Call call) {
        JsonNode json = call.json();
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

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw RefusedException.badRequest(field + " is missing");
        }
        return value.textValue();
    }
}
