package io.pagesync.sandbox.style.counted;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.data.JsonBytes;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.Map;

/** As Spring Data pages: by a number that begins at 0, with records, pages and whether it is the last in the body. */
public final class NumbersFromZero implements Style {
    @Override
    public Ask ask(Call call, int cap) {
        int size = call.parameters().number("size", 1, PAGE_SIZE);
        return Ask.page(call.parameters().number("page", 0, 0) + 1L, Math.min(size, cap));
    }

    @Override
    public Answer answer(Call call, Slice page) {
        JsonBytes out = page.array(page.out().raw("{\"content\":"));
        out.raw(",\"totalElements\":")
                .number(page.total())
                .raw(",\"totalPages\":")
                .number(page.pages());
        out.raw(",\"size\":").number(page.size()).raw(",\"number\":").number(page.number() - 1);
        out.raw(",\"numberOfElements\":").number(page.count());
        return Answer.ok(out.raw(",\"first\":" + (page.from() == 0) + ",\"last\":" + !page.hasMore() + ",\"empty\":"
                + (page.count() == 0) + "}"));
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of(
                "firstPage", "0",
                "sizeParameter", "size",
                "records", "/content",
                "total", "/totalElements",
                "size", "/size");
    }
}
