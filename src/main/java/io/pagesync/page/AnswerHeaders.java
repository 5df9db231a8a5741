package io.pagesync.page;

import org.jspecify.annotations.Nullable;

/** The headers of an answer, looked up only where somebody asks. */
public interface AnswerHeaders {
    /** An answer that has none, such as that of a page function. */
    AnswerHeaders NONE = new AnswerHeaders() {
        @Override
        public @Nullable String value(String name) {
            return null;
        }

        @Override
        public @Nullable String link(String relation) {
            return null;
        }
    };

    /** A header's value, its name in whatever case; the first one where there are several; null if there is none. */
    @Nullable
    String value(String name);

    /** The URL that the header Link (RFC 8288) has for a relation, such as next or last; null if it has none. */
    @Nullable
    String link(String relation);
}
