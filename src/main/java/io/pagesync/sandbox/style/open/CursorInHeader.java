package io.pagesync.sandbox.style.open;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Cursors;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.Map;

/** An array; a header has a cursor, which a parameter takes, and is left out of the last page's answer. */
public final class CursorInHeader implements Style {
    private static final String HEADER = "X-Next-Cursor";

    @Override
    public Ask ask(Call call, int cap) {
        return CursorInBody.ask(call, cap, "cursor");
    }

    @Override
    public Answer answer(Call call, Slice page) {
        return Answer.ok(page.array(page.out()), page.hasMore() ? Map.of(HEADER, Cursors.of(page.lastId())) : Map.of());
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of("sizeParameter", "limit", "records", "", "next", "header:" + HEADER, "cursorParameter", "cursor");
    }
}
