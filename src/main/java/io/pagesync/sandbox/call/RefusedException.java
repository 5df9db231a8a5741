package io.pagesync.sandbox.call;

/** A request that gets an error instead of what it asked for; the message is the one in the answer's body. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public RefusedException(int status, String message) {
        // No stack trace: a refusal is an ordinary answer, and benchmarks provoke thousands of them.
        super(message, null, false, false);
        this.status = status;
    }

    public static RefusedException badRequest(String message) {
        return new RefusedException(400, message);
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }
}
