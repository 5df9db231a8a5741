package io.pagesync.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may act: whoever sends the token with a request, or has logged in with it in a browser. A log-in is a cookie that no script
 * can read and that no other site's request carries, for eight hours at the most; each form carries a second secret of the
 * log-in, and its page's origin is looked at. After ten wrong tokens within a minute none is looked at until that is over.
 * Thread-safe.
 */
public final class Access {
    private static final String COOKIE = "pagesync-session";
    private static final long LASTS = TimeUnit.HOURS.toNanos(8);
    private static final int MOST_SESSIONS = 64;
    private static final int MOST_WRONG = 10;
    private static final long WRONG_COUNTS = TimeUnit.MINUTES.toNanos(1);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final @Nullable Supplier<String> token;
    private final LongSupplier clock;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Deque<Long> wrong = new ArrayDeque<>();

    /**
     * A log-in.
     *
     * @param csrf what each form has to send back
     */
    private record Session(String csrf, long since) {}

    /** What became of a log-in. */
    public enum LogIn {
        /** The token is right. */
        WELL,
        /** It is not. */
        WRONG,
        /** There were too many wrong ones, and it was not looked at. */
        TOO_MANY
    }

    /**
     * With a token.
     *
     * @param token gives the token as it is now; null if nobody may act
     * @param clock a monotonic clock in nanoseconds
     */
    public Access(@Nullable Supplier<String> token, LongSupplier clock) {
        this.token = token;
        this.clock = clock;
    }

    /** Whether anybody may act at all. */
    public boolean isOn() {
        return token != null;
    }

    /** Whether the request says that it carries a token. */
    public boolean bringsToken(Asked asked) {
        return asked.header("authorization").startsWith("Bearer ");
    }

    /** Whether the request carries the token, and it is right. */
    public synchronized LogIn byToken(Asked asked) {
        return bringsToken(asked)
                ? look(asked.header("authorization")
                        .substring("Bearer ".length())
                        .strip())
                : LogIn.WRONG;
    }

    /** Whether this is the token. */
    public synchronized LogIn look(String given) {
        Supplier<String> right = token;
        if (right == null) {
            return LogIn.WRONG;
        }
        long now = clock.getAsLong();
        wrong.removeIf(at -> now - at > WRONG_COUNTS);
        if (wrong.size() >= MOST_WRONG) {
            return LogIn.TOO_MANY;
        }
        if (MessageDigest.isEqual(digest(right.get()), digest(given))) {
            return LogIn.WELL;
        }
        wrong.add(now);
        return LogIn.WRONG;
    }

    /** The header that has a browser log in, whose token was right. */
    public synchronized String begin() {
        long now = clock.getAsLong();
        sessions.values().removeIf(each -> now - each.since > LASTS);
        Iterator<Session> oldest = sessions.values().iterator();
        if (sessions.size() >= MOST_SESSIONS && oldest.hasNext()) {
            oldest.next();
            oldest.remove();
        }
        String id = secret();
        sessions.put(id, new Session(secret(), now));
        return COOKIE + "=" + id + "; Path=/; HttpOnly; SameSite=Strict";
    }

    /** The header that has a browser log out. */
    public synchronized String end(Asked asked) {
        cookie(asked).ifPresent(sessions::remove);
        return COOKIE + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0";
    }

    /** What the forms of a browser that has logged in carry; empty if it has not. */
    public synchronized Optional<String> csrf(Asked asked) {
        long now = clock.getAsLong();
        return cookie(asked)
                .map(sessions::get)
                .filter(session -> now - session.since <= LASTS)
                .map(Session::csrf);
    }

    /** Whether a form was sent by a page of ours, in a browser that has logged in. */
    public boolean isOurForm(Asked asked) {
        return csrf(asked)
                .filter(right -> isSameOrigin(asked)
                        && MessageDigest.isEqual(
                                digest(right), digest(asked.form().getOrDefault("csrf", ""))))
                .isPresent();
    }

    /** Whether nothing says that the request was made by a page of another site. */
    public static boolean isSameOrigin(Asked asked) {
        String origin = asked.header("origin");
        return Set.of("", "same-origin", "none").contains(asked.header("sec-fetch-site"))
                && (origin.isEmpty() || authority(origin).equals(asked.header("host")));
    }

    private static String authority(String origin) {
        try {
            return String.valueOf(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static Optional<String> cookie(Asked asked) {
        return Stream.of(asked.header("cookie").split(";", -1))
                .map(String::strip)
                .filter(each -> each.startsWith(COOKIE + "="))
                .map(each -> each.substring(COOKIE.length() + 1))
                .findFirst();
    }

    private static String secret() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Of equal length for all texts, so that how long a comparison takes tells nothing. */
    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
