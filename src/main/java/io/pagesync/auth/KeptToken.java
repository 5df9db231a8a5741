package io.pagesync.auth;

import io.pagesync.api.credential.Credential;
import io.pagesync.api.credential.LogIn;
import java.time.Duration;

/**
 * A token that is in use.
 *
 * @param credential what requests carry
 * @param request the log-in that gave it
 * @param ends whether it is known when it ends
 * @param dueAt when it is to be renewed, by the clock in nanoseconds
 * @param endsAt when it ends, by the clock in nanoseconds
 */
record KeptToken(Credential credential, LogIn.Request request, boolean ends, long dueAt, long endsAt) {
    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(1);

    /** A token that was given at {@code now}. */
    static KeptToken of(LogIn.Token token, LogIn.Request request, long now) {
        Duration lifetime = token.lifetime().orElse(Duration.ZERO);
        Duration tenth = lifetime.dividedBy(10);
        Duration margin = tenth.compareTo(LONGEST_MARGIN) > 0 ? LONGEST_MARGIN : tenth;
        long end = now + lifetime.toNanos();
        return new KeptToken(
                Credential.bearer(token.text()), request, token.lifetime().isPresent(), end - margin.toNanos(), end);
    }

    boolean over(long now) {
        return ends && now - endsAt >= 0;
    }

    boolean due(long now) {
        return ends && now - dueAt >= 0;
    }
}
