package io.pagesync.sandbox.style.open;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.Map;

/** An array and nothing else; behind the end it is the last page again. */
public final class RepeatingEnd implements Style {
    private final UnknownEnd pages = new UnknownEnd();

    @Override
    public Ask ask(Call call, int cap) {
        return pages.ask(call, cap);
    }

    @Override
    public Answer answer(Call call, Slice page) {
        return pages.answer(call, page.orLast());
    }

    @Override
    public Map<String, String> parameters() {
        return pages.parameters();
    }
}
