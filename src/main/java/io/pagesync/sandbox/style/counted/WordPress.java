package io.pagesync.sandbox.style.counted;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.call.RefusedException;
import io.pagesync.sandbox.data.JsonBytes;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.Map;
import java.util.TreeMap;

/**
 * As WordPress pages: an array, records and pages in headers, links to the next and previous page beside them; a page size
 * above the cap and a page behind the end are refused.
 */
public final class WordPress implements Style {
    @Override
    public Ask ask(Call call, int cap) {
        int size = call.parameters().number("per_page", 1, Math.min(PAGE_SIZE, cap));
        if (size > cap) {
            throw RefusedException.badRequest(
                    "Invalid parameter(s): per_page must be between 1 (inclusive) and " + cap + " (inclusive)");
        }
        return Ask.page(call.parameters().number("page", 1, 1), size);
    }

    @Override
    public Answer answer(Call call, Slice page) {
        if (page.number() > Math.max(1, page.pages())) {
            return new Answer(
                    400,
                    new JsonBytes(200)
                            .raw("{\"code\":\"rest_post_invalid_page_number\",\"message\":\"The page number requested"
                                    + " is larger than the number of pages available.\",\"data\":{\"status\":400}}"),
                    Map.of());
        }
        Map<String, String> headers = new TreeMap<>();
        headers.put("X-WP-Total", Long.toString(page.total()));
        headers.put("X-WP-TotalPages", Long.toString(page.pages()));
        String links = LinkLast.links(call, page, false);
        if (!links.isEmpty()) {
            headers.put("Link", links);
        }
        return Answer.ok(page.array(page.out()), headers);
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of(
                "sizeParameter", "per_page",
                "records", "",
                "total", "header:X-WP-Total",
                "pages", "header:X-WP-TotalPages");
    }
}
