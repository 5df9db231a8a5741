package io.pagesync.paging.template;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a request may hold in the place of what asks for a page. */
public enum Placeholder {
    /** The page's number. */
    PAGE,
    /** The offset of the page's first record. */
    OFFSET,
    /** The page size asked for. */
    SIZE,
    /** What the page before named. */
    CURSOR;

    /** All of them, as a sentence lists them. */
    static final String ALL = Arrays.stream(values()).map(Placeholder::toString).collect(Collectors.joining(", "));

    /** The one whose name stands between braces; empty if there is none. */
    static Optional<Placeholder> named(String name) {
        return Arrays.stream(values()).filter(each -> each.word().equals(name)).findFirst();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As it is written: its name in braces. */
    @Override
    public String toString() {
        return "{" + word() + "}";
    }
}
