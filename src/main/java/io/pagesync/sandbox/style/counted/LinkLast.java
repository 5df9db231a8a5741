package io.pagesync.sandbox.style.counted;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** As GitHub pages: an array, and links to the first, previous, next and last page in the header {@code Link}. */
public final class LinkLast implements Style {
    @Override
    public Ask ask(Call call, int cap) {
        return Ask.numbered(call, cap);
    }

    @Override
    public Answer answer(Call call, Slice page) {
        String links = links(call, page, true);
        return Answer.ok(page.array(page.out()), links.isEmpty() ? Map.of() : Map.of("Link", links));
    }

    /** The links to other pages, those to the first and the last one only where asked for; empty if there are none. */
    static String links(Call call, Slice page, boolean ends) {
        List<String> links = new ArrayList<>();
        if (page.number() > 1) {
            links.add(link(call, page.number() - 1, "prev"));
        }
        if (page.hasMore()) {
            links.add(link(call, page.number() + 1, "next"));
            if (ends) {
                links.add(link(call, page.pages(), "last"));
            }
        }
        if (ends && page.number() > 1) {
            links.add(link(call, 1, "first"));
        }
        return String.join(", ", links);
    }

    private static String link(Call call, long page, String relation) {
        return "<" + call.url("page", Long.toString(page)) + ">; rel=\"" + relation + "\"";
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of("sizeParameter", "per_page", "records", "", "pages", "header:Link");
    }
}
