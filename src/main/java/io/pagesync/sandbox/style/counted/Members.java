package io.pagesync.sandbox.style.counted;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.data.JsonBytes;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.Map;

/** The T3 API's pages, but the records are the members of an object, each called by its id. */
public final class Members implements Style {
    private final Numbers numbers = new Numbers();

    @Override
    public Ask ask(Call call, int cap) {
        return numbers.ask(call, cap);
    }

    @Override
    public Answer answer(Call call, Slice page) {
        JsonBytes out = page.out().raw("{\"data\":{");
        for (int i = 0; i < page.count(); i++) {
            out.raw(i == 0 ? "\"" : ",\"").number(page.id(i)).raw("\":");
            page.record(i, out);
        }
        return Numbers.end(out.ascii('}'), page);
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of("recordsAre", "members");
    }
}
