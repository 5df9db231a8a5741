package io.pagesync.sandbox.answer;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Issues tokens that look like JWTs and knows which still live; nothing is signed. */
public final class Tokens {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String BEARER = "Bearer ";

    private final long lifetimeNanos;
    private final LongSupplier nanoClock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Long> expiry = new ConcurrentHashMap<>();

    public Tokens(Duration lifetime, LongSupplier nanoClock) {
        this.lifetimeNanos = lifetime.toNanos();
        this.nanoClock = nanoClock;
    }

    /** A new token, valid from now for the lifetime. */
    String issue() {
        long now = nanoClock.getAsLong();
        expiry.values().removeIf(end -> end - now <= 0);
        byte[] noise = new byte[32];
        random.nextBytes(noise);
        String token = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")
                + '.'
                + encode("{\"sub\":\"sandbox\"}")
                + '.'
                + BASE64.encodeToString(noise);
        expiry.put(token, now + lifetimeNanos);
        return token;
    }

    /** Whether an {@code Authorization} header, or null for none, carries a token that still lives. */
    public boolean prove(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return false;
        }
        Long end = expiry.get(authorization.substring(BEARER.length()).strip());
        return end != null && nanoClock.getAsLong() - end < 0;
    }

    /** Ends every session, as the real API does on a whim. */
    public void revokeAll() {
        expiry.clear();
    }

    private static String encode(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
