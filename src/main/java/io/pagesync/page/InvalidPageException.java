package io.pagesync.page;

import io.pagesync.PagesyncException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An answer that is no page: not JSON, cut short, nested too deep, or without its records. */
public final class InvalidPageException extends PagesyncException {
    private static final long serialVersionUID = 1L;

    private final boolean cutShort;
    private final boolean inPlaceOfAPage;
    private final boolean withoutList;
    private final @Nullable String parameter;

    private InvalidPageException(
            String message,
            boolean cutShort,
            boolean inPlaceOfAPage,
            boolean withoutList,
            @Nullable String parameter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.cutShort = cutShort;
        this.inPlaceOfAPage = inPlaceOfAPage;
        this.withoutList = withoutList;
        this.parameter = parameter;
    }

    /**
     * An error about one answer.
     *
     * @param message what is wrong with it and what to do, without the page number, which the caller knows
     * @param cutShort whether the answer ended before its time, or asking again may help for another reason
     * @param cause the parser's error, null where there is none
     */
    public InvalidPageException(String message, boolean cutShort, @Nullable Throwable cause) {
        this(message, cutShort, false, false, null, cause);
    }

    /** An answer that speaks of an error, or is of another kind altogether: where there were pages before, it may pass. */
    public static InvalidPageException inPlaceOfAPage(String message, @Nullable Throwable cause) {
        return new InvalidPageException(message, false, true, false, null, cause);
    }

    /**
     * JSON without any list in it, where records were expected: behind the end of a collection some APIs answer so.
     *
     * @param speaksOfAnError whether it is in place of a page, as above
     */
    public static InvalidPageException withoutList(String message, boolean speaksOfAnError) {
        return new InvalidPageException(message, false, speaksOfAnError, true, null, null);
    }

    /** An answer that does not have something where the collection's parameter of this name says. */
    public static InvalidPageException mendedBy(String parameter, String message) {
        return new InvalidPageException(message, false, false, false, parameter, null);
    }

    /** Whether the answer ended before its time, so that asking again may help. */
    public boolean cutShort() {
        return cutShort;
    }

    /** Whether it is something else in place of a page: asking again may help where there were pages before. */
    public boolean inPlaceOfAPage() {
        return inPlaceOfAPage;
    }

    /** Whether there is no list of records in it, nor any other: what comes behind the end may be so. */
    public boolean isWithoutList() {
        return withoutList;
    }

    /** The message, with the parameter that mends it, where there is one, by what it is called. */
    public String text(UnaryOperator<String> parameters) {
        return getMessage() + (parameter == null ? "" : " (" + parameters.apply(parameter) + ")");
    }
}
