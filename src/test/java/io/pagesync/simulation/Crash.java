package io.pagesync.simulation;

/** The process is gone at this point; no error, so that nobody handles it. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
        super("killed", null, false, false);
    }
}
