package io.pagesync.sandbox.style.counted;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.call.Parameters;
import io.pagesync.sandbox.call.RefusedException;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One parameter holds number and size, {@code page=3,50}; the body is the T3 API's. */
public final class SizeInPage implements Style {
    private static final Pattern BOTH = Pattern.compile("([^,]*),([^,]*)");

    @Override
    public Ask ask(Call call, int cap) {
        String text = Objects.requireNonNullElse(call.parameters().first("page"), "1," + PAGE_SIZE);
        Matcher both = BOTH.matcher(text);
        if (!both.matches()) {
            throw RefusedException.badRequest("page must be a number and a page size, such as 1,50");
        }
        int size = Parameters.number("the size in page", both.group(2), 1);
        return Ask.page(Parameters.number("the number in page", both.group(1), 1), Math.min(size, cap));
    }

    @Override
    public Answer answer(Call call, Slice page) {
        return Numbers.answer(page, false);
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of("query", "page={page},{size}", "pageSize", Integer.toString(PAGE_SIZE));
    }
}
