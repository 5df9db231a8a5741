package io.pagesync.run.failure;

import io.pagesync.PagesyncException;
import io.pagesync.report.OneLine;

/** An error as one line. */
public final class FailureText {
    private static final int LONGEST = 500;
    private static final int DEEPEST = 50;

    private FailureText() {}

    /** Our own errors in their own words; others by the innermost cause that says something, with its type. */
    public static String of(Throwable error) {
        Throwable at = error;
        Throwable says = error;
        // Causes may run in a circle.
        for (int depth = 0; depth < DEEPEST && !(says instanceof PagesyncException); depth++) {
            Throwable cause = at.getCause();
            if (cause == null) {
                break;
            }
            at = cause;
            // An Error's name says enough.
            boolean silent = !(at instanceof Error)
                    && (at.getMessage() == null || at.getMessage().isBlank());
            says = silent && says.getMessage() != null ? says : at;
        }
        at = says;
        String message = at.getMessage();
        String text = at instanceof PagesyncException && message != null
                ? message
                : at.getClass().getSimpleName() + (message == null ? "" : ": " + message);
        String line = OneLine.of(text);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
