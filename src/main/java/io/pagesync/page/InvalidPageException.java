package io.pagesync.page;

import io.pagesync.PagesyncException;
import org.jspecify.annotations.Nullable;

/** An answer that is no page: not JSON, cut short, nested too deep, or without its records. */
public final class InvalidPageException extends PagesyncException {
    private static final long serialVersionUID = 1L;

    private final boolean cutShort;

    /**
     * An error about one answer.
     *
     * @param message what is wrong with it and what to do, without the page number, which the caller knows
     * @param cutShort whether the answer ended before its time, so that asking again may help
     * @param cause the parser's error, null where there is none
     */
    public InvalidPageException(String message, boolean cutShort, @Nullable Throwable cause) {
        super(message, cause);
        this.cutShort = cutShort;
    }

    /** Whether the answer ended before its time, so that asking again may help. */
    public boolean cutShort() {
        return cutShort;
    }
}
