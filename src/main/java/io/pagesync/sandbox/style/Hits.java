package io.pagesync.sandbox.style;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.RefusedException;
import io.pagesync.sandbox.data.JsonBytes;

/** The form of Elasticsearch's searches and answers. */
public final class Hits {
    private Hits() {}

    /**
     * How many hits a search asks for.
     *
     * @throws RefusedException if it asks for what cannot be
     */
    public static int size(JsonNode body, int cap) {
        return Math.min(number(body, "size", 1, Style.PAGE_SIZE), cap);
    }

    /**
     * A member of a search that is a whole number, and no text.
     *
     * @throws RefusedException if it is anything else
     */
    public static int number(JsonNode body, String name, int least, int otherwise) {
        JsonNode value = body.path(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < least) {
            throw RefusedException.badRequest(name + " must be a whole number from " + least + " up, not " + value);
        }
        return value.intValue();
    }

    /** A page: the total, and each record in a hit with the value that it was sorted by. */
    public static Answer answer(Slice page) {
        JsonBytes out = page.out().raw("{\"took\":1,\"timed_out\":false,\"hits\":{\"total\":{\"value\":");
        out.number(page.total()).raw(",\"relation\":\"eq\"},\"max_score\":null,\"hits\":[");
        for (int i = 0; i < page.count(); i++) {
            out.raw(i == 0 ? "{\"_index\":\"packages\",\"_id\":\"" : ",{\"_index\":\"packages\",\"_id\":\"");
            page.record(i, out.number(page.id(i)).raw("\",\"_source\":"));
            out.raw(",\"sort\":[").number(page.id(i)).raw("]}");
        }
        return Answer.ok(out.raw("]}}"));
    }
}
