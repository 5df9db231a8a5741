package io.pagesync.sandbox.style.open;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.Map;

/** An array and nothing else; behind the end it is empty. */
public final class UnknownEnd implements Style {
    @Override
    public Ask ask(Call call, int cap) {
        return Ask.numbered(call, cap);
    }

    @Override
    public Answer answer(Call call, Slice page) {
        return Answer.ok(page.array(page.out()));
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of("sizeParameter", "per_page", "records", "", "total", "none");
    }
}
