package io.pagesync.sandbox.style.counted;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.Map;

/** As json-server 0.17 pages: the body is an array, the total stands in {@code X-Total-Count}. */
public final class TotalInHeader implements Style {
    @Override
    public Ask ask(Call call, int cap) {
        return Ask.numbered(call, cap);
    }

    @Override
    public Answer answer(Call call, Slice page) {
        return Answer.ok(page.array(page.out()), Map.of("X-Total-Count", Long.toString(page.total())));
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of("sizeParameter", "per_page", "records", "", "total", "header:X-Total-Count");
    }
}
