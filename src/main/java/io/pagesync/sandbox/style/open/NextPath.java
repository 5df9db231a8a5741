package io.pagesync.sandbox.style.open;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.data.JsonBytes;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.Map;

/** As JSON:API pages: the body has links to this and the next page, here without scheme and host. */
public final class NextPath implements Style {
    private static final String NUMBER = "page[number]";

    @Override
    public Ask ask(Call call, int cap) {
        int size = call.parameters().number("page[size]", 1, PAGE_SIZE);
        return Ask.page(call.parameters().number(NUMBER, 1, 1), Math.min(size, cap));
    }

    @Override
    public Answer answer(Call call, Slice page) {
        JsonBytes out = page.out().raw("{\"links\":{\"self\":").text(link(call, page.number()));
        if (page.hasMore()) {
            out.raw(",\"next\":").text(link(call, page.number() + 1));
        }
        return Answer.ok(page.array(out.raw("},\"data\":")).ascii('}'));
    }

    private static String link(Call call, long page) {
        return call.path() + "?" + call.parameters().with(NUMBER, Long.toString(page));
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of("sizeParameter", "page[size]", "next", "/links/next");
    }
}
