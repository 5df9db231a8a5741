package io.pagesync.run;

import io.pagesync.PagesyncException;

/** An error as one line. */
final class FailureText {
    private static final int LONGEST = 500;

    private FailureText() {}

    /** Our own errors in their own words; others by the innermost cause that says something, with its type. */
    static String of(Throwable error) {
        Throwable at = error;
        while (!(at instanceof PagesyncException) && at.getCause() != null && at.getCause() != at) {
            at = at.getCause();
        }
        String message = at.getMessage();
        String text = at instanceof PagesyncException && message != null
                ? message
                : at.getClass().getSimpleName() + (message == null ? "" : ": " + message);
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
