package io.pagesync.sandbox.style.open;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.call.RefusedException;
import io.pagesync.sandbox.data.JsonBytes;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Cursors;
import io.pagesync.sandbox.style.Hits;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.Map;

/** As the connections of GraphQL page: a POST whose variables are {@code first} and {@code after}. */
public final class GraphQl implements Style {
    private static final String QUERY = "query($first: Int, $after: String) { packages(first: $first, after: $after) {"
            + " totalCount pageInfo { hasNextPage endCursor } nodes { id label } } }";

    @Override
    public Ask ask(Call call, int cap) {
        JsonNode body = call.json();
        if (!body.path("query").asText().contains("packages(first: $first, after: $after) {")) {
            throw RefusedException.badRequest("query must ask for packages(first: $first, after: $after) {");
        }
        JsonNode variables = body.path("variables");
        int size = Math.min(Hits.number(variables, "first", 1, PAGE_SIZE), cap);
        return Ask.behind(Cursors.id("after", variables.path("after").textValue()), size);
    }

    @Override
    public Answer answer(Call call, Slice page) {
        JsonBytes out =
                page.out().raw("{\"data\":{\"packages\":{\"totalCount\":").number(page.total());
        out.raw(",\"pageInfo\":{\"hasNextPage\":" + page.hasMore() + ",\"endCursor\":");
        if (page.count() == 0) {
            out.raw("null");
        } else {
            out.text(Cursors.of(page.lastId()));
        }
        return Answer.ok(page.array(out.raw("},\"nodes\":")).raw("}}}"));
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of(
                "body", "{\"query\":\"" + QUERY + "\",\"variables\":{\"first\":\"{size}\",\"after\":\"{cursor}\"}}",
                "pageSize", Integer.toString(PAGE_SIZE),
                "records", "/data/packages/nodes",
                "total", "/data/packages/totalCount",
                "next", "/data/packages/pageInfo/endCursor",
                "more", "/data/packages/pageInfo/hasNextPage");
    }
}
