package io.pagesync.sandbox.style.open;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.data.JsonBytes;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Cursors;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.Map;

/** As Stripe pages: behind the record whose id is named; {@code has_more} says whether there are any. */
public final class Stripe implements Style {
    private static final String CURSOR = "starting_after";

    @Override
    public Ask ask(Call call, int cap) {
        int limit = call.parameters().number("limit", 1, PAGE_SIZE);
        return Ask.behind(Cursors.plainId(CURSOR, call.parameters().first(CURSOR)), Math.min(limit, cap));
    }

    @Override
    public Answer answer(Call call, Slice page) {
        JsonBytes out = page.out().raw("{\"object\":\"list\",\"url\":").text(PATH);
        out.raw(",\"has_more\":" + page.hasMore() + ",\"data\":");
        return Answer.ok(page.array(out).ascii('}'));
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of("sizeParameter", "limit", "next", "last:/id", "more", "/has_more", "cursorParameter", CURSOR);
    }
}
