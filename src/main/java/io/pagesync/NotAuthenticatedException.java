package io.pagesync;

import java.util.List;

/** Credentials are needed and there are none: refused before any request. Exit code 2. */
public final class NotAuthenticatedException extends InvalidSettingException {
    private static final long serialVersionUID = 1L;

    /** An error about one secret; {@code message} names its setting and where to put it. */
    public NotAuthenticatedException(String message) {
        super(message);
    }

    /** An error about several, at least one: each a sentence; the first is the message. */
    public NotAuthenticatedException(List<String> findings) {
        super(findings);
    }
}
