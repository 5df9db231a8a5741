package io.pagesync.sandbox.style.open;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Cursors;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.Map;

/** As Shopify pages: an array, and a link to the next page with a cursor in it in the header {@code Link}. */
public final class LinkNext implements Style {
    private static final String CURSOR = "page_info";

    @Override
    public Ask ask(Call call, int cap) {
        int limit = call.parameters().number("limit", 1, PAGE_SIZE);
        return Ask.behind(Cursors.id(CURSOR, call.parameters().first(CURSOR)), Math.min(limit, cap));
    }

    @Override
    public Answer answer(Call call, Slice page) {
        return Answer.ok(
                page.array(page.out()),
                page.hasMore()
                        ? Map.of("Link", "<" + call.url(CURSOR, Cursors.of(page.lastId())) + ">; rel=\"next\"")
                        : Map.of());
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of("sizeParameter", "limit", "records", "", "next", "header:Link");
    }
}
