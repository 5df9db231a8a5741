package io.pagesync.sandbox.style.counted;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.data.JsonBytes;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.Map;

/**
 * As PostgREST pages: by offset and limit, an array, {@code Content-Range: 0-99/12345}, with status 206 where that is not
 * all, and 416 behind the end.
 */
public final class ContentRange implements Style {
    private static final String HEADER = "Content-Range";

    @Override
    public Ask ask(Call call, int cap) {
        int limit = call.parameters().number("limit", 1, PAGE_SIZE);
        return Ask.offset(call.parameters().number("offset", 0, 0), Math.min(limit, cap));
    }

    @Override
    public Answer answer(Call call, Slice page) {
        if (page.from() > page.total()) {
            return new Answer(
                    416,
                    new JsonBytes(100).raw("{\"message\":\"Requested range not satisfiable\"}"),
                    Map.of(HEADER, "*/" + page.total()));
        }
        String range = page.count() == 0 ? "*" : page.from() + "-" + (page.from() + page.count() - 1);
        return new Answer(
                page.count() < page.total() ? 206 : 200,
                page.array(page.out()),
                Map.of(HEADER, range + "/" + page.total()));
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of(
                "offsetParameter", "offset", "sizeParameter", "limit", "records", "", "total", "header:" + HEADER);
    }
}
