package io.pagesync.sandbox.style.counted;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Hits;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.Map;

/** As Elasticsearch's search pages: a POST whose body has {@code from} and {@code size}; each record is in a hit. */
public final class Search implements Style {
    @Override
    public Ask ask(Call call, int cap) {
        JsonNode body = call.json();
        return Ask.offset(Hits.number(body, "from", 0, 0), Hits.size(body, cap));
    }

    @Override
    public Answer answer(Call call, Slice page) {
        return Hits.answer(page);
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of(
                "body", "{\"from\":\"{offset}\",\"size\":\"{size}\"}",
                "pageSize", Integer.toString(PAGE_SIZE),
                "records", "/hits/hits",
                "total", "/hits/total/value");
    }
}
