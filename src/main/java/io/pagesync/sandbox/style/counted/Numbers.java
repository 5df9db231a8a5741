package io.pagesync.sandbox.style.counted;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.call.RefusedException;
import io.pagesync.sandbox.data.JsonBytes;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.Map;

/** As the T3 API pages: by number, the total in the body. */
public final class Numbers implements Style {
    @Override
    public Ask ask(Call call, int cap) {
        int page = call.parameters().number("page", 1, 1);
        int size = call.parameters().number("pageSize", 1, PAGE_SIZE);
        var unused = strict(call);
        return Ask.page(page, Math.min(size, cap));
    }

    @Override
    public Answer answer(Call call, Slice page) {
        return answer(page, strict(call));
    }

    /** A page as the T3 API writes it. */
    static Answer answer(Slice page, boolean strict) {
        long pages = Math.max(1, page.pages());
        if (strict && page.number() > pages) {
            throw RefusedException.badRequest("page " + page.number() + " is past the last page, " + pages);
        }
        return end(page.array(page.out().raw("{\"data\":")), page);
    }

    /** What stands behind the records. */
    static Answer end(JsonBytes out, Slice page) {
        out.raw(",\"page\":").number(page.number()).raw(",\"pageSize\":").number(page.size());
        return Answer.ok(out.raw(",\"total\":").number(page.total()).ascii('}'));
    }

    private static boolean strict(Call call) {
        return call.parameters().choice("strictPagination", "false", "true");
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of();
    }
}
