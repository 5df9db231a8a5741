package io.pagesync.sandbox.style;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.call.Call;
import java.util.Map;

/** How an API pages: which request asks for which page, and what form its answer has. Stateless. */
public interface Style {
    /** Where the collection is. */
    String PATH = "/v2/packages/active";

    /** How many records a page has that does not say it. */
    int PAGE_SIZE = 100;

    /**
     * Which page a request asks for.
     *
     * @param cap the largest page size granted
     * @throws io.pagesync.sandbox.call.RefusedException if it asks for what cannot be
     */
    Ask ask(Call call, int cap);

    /** The answer with a page of the collection, or the refusal of one that is not there. */
    Answer answer(Call call, Slice page);

    /** The parameters of {@code kamelet:collection-source} that say this style, those that are not its defaults. */
    Map<String, String> parameters();

    /** Whether the collection is at a path. */
    default boolean isAt(String path) {
        return path.equals(PATH);
    }

    /** The method by which pages are asked for: with a body, POST. */
    default String method() {
        return parameters().containsKey("body") ? "POST" : "GET";
    }
}
