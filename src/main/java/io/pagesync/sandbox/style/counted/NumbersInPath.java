package io.pagesync.sandbox.style.counted;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.call.Parameters;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.Map;

/** The page's number is the end of the path; the body is the T3 API's. */
public final class NumbersInPath implements Style {
    private static final String FRONT = PATH + "/page/";

    @Override
    public boolean isAt(String path) {
        return path.startsWith(FRONT);
    }

    @Override
    public Ask ask(Call call, int cap) {
        int page = Parameters.number("the page in the path", call.path().substring(FRONT.length()), 1);
        return Ask.page(page, Math.min(call.parameters().number("pageSize", 1, PAGE_SIZE), cap));
    }

    @Override
    public Answer answer(Call call, Slice page) {
        return Numbers.answer(page, false);
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of("path", FRONT + "{page}");
    }
}
