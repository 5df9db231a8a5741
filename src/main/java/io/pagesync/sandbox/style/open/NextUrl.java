package io.pagesync.sandbox.style.open;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.data.JsonBytes;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Cursors;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.Map;

/** As the cursors of Django REST framework page: the body has the whole URL of the next page. */
public final class NextUrl implements Style {
    @Override
    public Ask ask(Call call, int cap) {
        int size = call.parameters().number("page_size", 1, PAGE_SIZE);
        return Ask.behind(Cursors.id("cursor", call.parameters().first("cursor")), Math.min(size, cap));
    }

    @Override
    public Answer answer(Call call, Slice page) {
        JsonBytes out = page.out().raw("{\"next\":");
        if (page.hasMore()) {
            out.text(call.url("cursor", Cursors.of(page.lastId())));
        } else {
            out.raw("null");
        }
        return Answer.ok(page.array(out.raw(",\"previous\":null,\"results\":")).ascii('}'));
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of("sizeParameter", "page_size", "records", "/results", "next", "/next");
    }
}
