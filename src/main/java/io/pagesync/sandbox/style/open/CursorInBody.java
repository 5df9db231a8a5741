package io.pagesync.sandbox.style.open;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.data.JsonBytes;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Cursors;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.Map;

/** The body has a cursor, which a parameter takes; null on the last page. */
public final class CursorInBody implements Style {
    @Override
    public Ask ask(Call call, int cap) {
        return ask(call, cap, "cursor");
    }

    static Ask ask(Call call, int cap, String parameter) {
        int limit = call.parameters().number("limit", 1, PAGE_SIZE);
        return Ask.behind(Cursors.id(parameter, call.parameters().first(parameter)), Math.min(limit, cap));
    }

    @Override
    public Answer answer(Call call, Slice page) {
        JsonBytes out = page.array(page.out().raw("{\"items\":")).raw(",\"next_cursor\":");
        if (page.hasMore()) {
            out.text(Cursors.of(page.lastId()));
        } else {
            out.raw("null");
        }
        return Answer.ok(out.ascii('}'));
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of(
                "sizeParameter", "limit",
                "records", "/items",
                "next", "/next_cursor",
                "cursorParameter", "cursor");
    }
}
