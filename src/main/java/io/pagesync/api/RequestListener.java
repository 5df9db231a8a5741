package io.pagesync.api;

/**
 * Hears what becomes of the requests of an API, log-ins included; see {@link Api#listen}. Called by many threads at once, in
 * the middle of their work: it must be quick, and throw nothing.
 */
public interface RequestListener {
    /** Why an API is left alone. */
    enum Pause {
        /** It said for how long. */
        TOLD,
        /** It refused because of a limit, and did not say for how long. */
        UNTOLD,
        /** A limit that is set beside the rate is used up for 5 s or more. */
        QUOTA
    }

    /**
     * A request is over.
     *
     * @param status the answer's HTTP status; 0 if there was no whole answer
     * @param nanos how long it took, from its permit to the last byte of the answer
     */
    default void answered(int status, long nanos) {}

    /** A request has got its permit after a wait of this many nanoseconds. */
    default void waited(long nanos) {}

    /** A request goes out that is not the first for its page. */
    default void retried() {}

    /** A pause begins; answers that tell of one pause are one. */
    default void paused(Pause reason) {}

    /** A log-in is over, well or not; one that was stopped counts as neither. */
    default void loggedIn(boolean well) {}

    /**
     * What proves who asks is refused for good, or is accepted again; told when that changes.
     *
     * @param accepted which of both
     * @param sentence what was said of it, without secrets; empty if it is accepted
     */
    default void credentials(boolean accepted, String sentence) {}
}
