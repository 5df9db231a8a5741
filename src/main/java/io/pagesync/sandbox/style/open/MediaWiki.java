package io.pagesync.sandbox.style.open;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.call.Parameters;
import io.pagesync.sandbox.call.RefusedException;
import io.pagesync.sandbox.data.JsonBytes;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Cursors;
import io.pagesync.sandbox.style.Slice;
import io.pagesync.sandbox.style.Style;
import java.util.Map;

/** As MediaWiki pages: all members of the object {@code continue} are to be sent as parameters; the last page has none. */
public final class MediaWiki implements Style {
    private static final String CURSOR = "pacontinue";

    @Override
    public Ask ask(Call call, int cap) {
        Parameters given = call.parameters();
        String cursor = given.first(CURSOR);
        if (cursor != null && given.first("continue") == null) {
            throw RefusedException.badRequest("continue must be sent beside " + CURSOR);
        }
        return Ask.behind(Cursors.plainId(CURSOR, cursor), Math.min(given.number("palimit", 1, PAGE_SIZE), cap));
    }

    @Override
    public Answer answer(Call call, Slice page) {
        JsonBytes out = page.out().raw("{\"batchcomplete\":true");
        if (page.hasMore()) {
            out.raw(",\"continue\":{\"" + CURSOR + "\":\"" + page.lastId() + "\",\"continue\":\"-||\"}");
        }
        return Answer.ok(page.array(out.raw(",\"query\":{\"packages\":")).raw("}}"));
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of("sizeParameter", "palimit", "records", "/query/packages", "next", "/continue");
    }
}
