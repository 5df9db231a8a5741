package io.pagesync.sandbox.style.open;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.call.RefusedException;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Hits;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.Map;

/**
 * As Elasticsearch pages behind a hit: a POST whose body has the array {@code sort} of the last hit as {@code
 * search_after}. Behind the end there are no hits.
 */
public final class SearchAfter implements Style {
    @Override
    public Ask ask(Call call, int cap) {
        JsonNode body = call.json();
        if (body.path("sort").isEmpty()) {
            throw RefusedException.badRequest("Sort must contain at least one field when using search_after.");
        }
        JsonNode after = body.path("search_after");
        if (after.isMissingNode()) {
            return Ask.behind(null, Hits.size(body, cap));
        }
        if (after.size() != 1 || !after.path(0).isIntegralNumber()) {
            throw RefusedException.badRequest("search_after must be the array sort of a hit, not " + after);
        }
        return Ask.behind(after.path(0).longValue(), Hits.size(body, cap));
    }

    @Override
    public Answer answer(Call call, Slice page) {
        return Hits.answer(page);
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of(
                "body", "{\"size\":\"{size}\",\"sort\":[{\"id\":\"asc\"}],\"search_after\":\"{cursor}\"}",
                "pageSize", Integer.toString(PAGE_SIZE),
                "records", "/hits/hits",
                "total", "/hits/total/value",
                "next", "last:/sort");
    }
}
