package io.pagesync.sandbox.answer;

/** How a connection is cut under an answer. */
public enum Cut {
    /** Not at all. */
    NONE,
    /** Reset before any byte. */
    RESET_BEFORE,
    /** Reset after half of the body. */
    RESET_IN_BODY,
    /** Closed in good order after half of the body. */
    TRUNCATE
}
