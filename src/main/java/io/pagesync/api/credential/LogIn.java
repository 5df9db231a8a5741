package io.pagesync.api.credential;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A log-in: the POST that asks for a token, and how its answer is read. */
public interface LogIn {
    /** Where it goes; not always the API's own host. */
    URI url();

    /**
     * What is sent, with the secrets as they are now.
     *
     * @throws io.pagesync.InvalidSettingException if one of them cannot be had
     */
    Request request();

    /**
     * The token in an answer whose status was 2xx.
     *
     * @throws io.pagesync.PagesyncException if it holds none, without quoting what it holds
     */
    Token token(byte[] answer);

    /** What a person can do when it is refused, as the end of a sentence. */
    String cure();

    /**
     * Waits for others, processes included, that are about the same log-in, where two at a time would harm each other; they
     * wait until it is closed.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    default Hold hold() throws InterruptedException {
        return () -> {};
    }

    /** What others wait for. */
    @FunctionalInterface
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * What is sent.
     *
     * @param body the body's text, a secret as a whole
     * @param contentType its media type
     * @param headers headers that are secrets; they go to the log-in's host only
     */
    record Request(Secret body, String contentType, Map<String, Secret> headers) {
        /** Copies the map. */
        public Request {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * What came back.
     *
     * @param text the token
     * @param lifetime how long it is good for, from now; empty if nobody knows
     * @param warning what a person should know of it, in one sentence; empty for nothing
     */
    record Token(Secret text, Optional<Duration> lifetime, Optional<String> warning) {
        /** A token of which there is nothing to say. */
        public Token(Secret text, Optional<Duration> lifetime) {
            this(text, lifetime, Optional.empty());
        }
    }
}
