package io.pagesync.sandbox.style.counted;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.data.JsonBytes;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.Map;

/** As Redmine pages: by offset and limit, the limit that is granted and the total in the body. */
public final class OffsetAndLimit implements Style {
    @Override
    public Ask ask(Call call, int cap) {
        int limit = call.parameters().number("limit", 1, PAGE_SIZE);
        return Ask.offset(call.parameters().number("offset", 0, 0), Math.min(limit, cap));
    }

    @Override
    public Answer answer(Call call, Slice page) {
        JsonBytes out = page.array(page.out().raw("{\"packages\":"));
        out.raw(",\"total_count\":").number(page.total()).raw(",\"offset\":").number(page.from());
        return Answer.ok(out.raw(",\"limit\":").number(page.size()).ascii('}'));
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of(
                "offsetParameter", "offset",
                "sizeParameter", "limit",
                "records", "/packages",
                "total", "/total_count",
                "size", "/limit");
    }
}
