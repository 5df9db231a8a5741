package io.pagesync.sandbox;

/** A request that gets an error instead of what it asked for; the message is the one in the answer's body. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedException(int status, String message) {
        // No stack trace: a refusal is an ordinary answer, and benchmarks provoke thousands of them.
        super(message, null, false, false);
        this.status = status;
    }

    static RefusedException badRequest(String message) {
        return new RefusedException(400, message);
    }

    /** The HTTP status of the answer. */
    int status() {
        return status;
    }
}
