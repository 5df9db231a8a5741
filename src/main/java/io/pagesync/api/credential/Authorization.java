package io.pagesync.api.credential;

import io.pagesync.settings.Naming;
import java.util.Optional;

/**
 * What proves to an API who asks, at run time: one object an API, shared by all of its workers. For each attempt a
 * worker asks for a {@link #credential}, sends the {@link #newest}, and says what became of it: {@link #accepted} or
 * {@link #refused}. Thread-safe.
 */
public interface Authorization {
    /**
     * What the next request is to carry. Where that needs a log-in, one worker logs in and all others wait for it.
     *
     * @throws io.pagesync.PagesyncException if there is none to be had, in one sentence
     */
    Credential credential(Worker worker);

    /** The newest credential there is, at the moment a request leaves; the one held, if there is no newer one. */
    default Credential newest(Credential held) {
        return held;
    }

    /**
     * Whether a request that is to carry this, or the {@link #newest}, may go out: not, if the API has refused it and no
     * other is there yet. Whoever is told so asks for a {@link #credential} again. Quick: it is asked when a permit is due.
     */
    default boolean usable(Credential held) {
        return true;
    }

    /** The API has given a page to a request with this credential. */
    default void accepted(Credential used) {}

    /**
     * The API has answered 401 to a request with this credential.
     *
     * @return whether asking again may help, because there is, or can be had, another credential
     */
    boolean refused(Credential used);

    /**
     * The API has answered 403 to a request with this credential, which is no word about the credential as a rule. Yet some
     * APIs say so that a token has ended.
     *
     * @return whether asking again may help, because the credential has read pages and there is, or can be had, another
     */
    default boolean forbidden(Credential used) {
        return false;
    }

    /** What a person can do about a 401, as the end of a sentence; {@code names} are those of the API's settings. */
    String cure(Naming names);

    /** How one logs in; empty if there is no such thing. */
    default Optional<LogIn> logIn() {
        return Optional.empty();
    }

    /** The worker that asks, with what it lends to the others. */
    interface Worker {
        /** Waits, unless and until the worker's run is stopped. */
        void whileWaiting(Wait wait);

        /**
         * Sends a log-in through the API's rate, tried again as the retry policy says.
         *
         * @throws LogInFailedException if it has failed for good
         */
        LogIn.Token logIn(LogIn.Request request);
    }

    /** A wait that an interrupt ends. */
    @FunctionalInterface
    interface Wait {
        /** Waits. */
        void await() throws InterruptedException;
    }
}
