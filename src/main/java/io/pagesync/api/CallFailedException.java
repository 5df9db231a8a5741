package io.pagesync.api;

import io.pagesync.PagesyncException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A request that got no usable answer: a status other than 200, a broken connection, a time-out. */
public final class CallFailedException extends PagesyncException {
    private static final long serialVersionUID = 1L;

    private final Call call;
    private final boolean retryable;

    /**
     * What was asked, and what was answered.
     *
     * @param method the HTTP method
     * @param url the URL, without secrets
     * @param status the HTTP status; 0 if there was no answer
     * @param reason what the server said of it, or what broke; empty if nothing was said
     * @param speaksOfACap whether the server's words are of a window, a limit or a maximum beyond which it does not go
     * @param isTheEnd whether the page is past the end of the collection by a rule; null if no rule says anything of it
     */
    public record Call(
            String method,
            String url,
            int status,
            String reason,
            boolean speaksOfACap,
            @Nullable Boolean isTheEnd) implements Serializable {
        /** A call of which no rule says anything. */
        public Call(String method, String url, int status, String reason, boolean speaksOfACap) {
            this(method, url, status, reason, speaksOfACap, null);
        }
    }

    /**
     * An error about one request.
     *
     * @param call what was asked, and what was answered
     * @param retryable whether asking again may help
     * @param message method, URL without secrets, status, and the server's reason or what broke
     * @param cause what broke, null if the server answered
     */
    public CallFailedException(Call call, boolean retryable, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.call = call;
        this.retryable = retryable;
    }

    /** What was asked, and what was answered. */
    public Call call() {
        return call;
    }

    /** The HTTP status; 0 if there was no answer. */
    public int status() {
        return call.status();
    }

    /** Whether asking again may help. */
    public boolean retryable() {
        return retryable;
    }
}
