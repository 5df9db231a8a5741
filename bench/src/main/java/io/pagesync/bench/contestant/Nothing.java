package io.pagesync.bench.contestant;

/** Does nothing: what starting Java costs by itself. */
public final class Nothing {
    private Nothing() {}

    /** Ends at once. */
    public static void main(String[] arguments) {
        // Nothing.
    }
}
