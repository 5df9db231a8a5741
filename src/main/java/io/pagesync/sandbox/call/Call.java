package io.pagesync.sandbox.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * A request as the API sees it.
 *
 * @param method such as {@code GET}
 * @param server scheme, host and port, as the caller has them
 * @param path without the query
 * @param parameters the decoded query
 * @param authorization the header's value; null if there is none
 * @param body empty if there is none
 */
public record Call(
        String method,
        String server,
        String path,
        Parameters parameters,
        @Nullable String authorization,
        String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The body, which must be a JSON object.
     *
     * @throws RefusedException if it is not
     */
    public JsonNode json() {
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

    /** The URL of this call with one parameter changed or added. */
    public String url(String parameter, String value) {
        return server + path + "?" + parameters.with(parameter, value);
    }

    /** Leaves out the query, the header and the body, which may hold secrets. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
