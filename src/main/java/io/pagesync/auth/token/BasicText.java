package io.pagesync.auth.token;

import io.pagesync.api.credential.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** User and password as HTTP's Basic scheme sends them (RFC 7617), in UTF-8. */
public final class BasicText {
    private BasicText() {}

    /** User and password. */
    public static Secret of(String user, String password) {
        return Secret.of(Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }
}
