package io.pagesync.api.credential;

import io.pagesync.settings.QueryEncoding;
import java.util.LinkedHashMap;
import java.util.Map;

/** The secrets and tokens of an API, those of the past too: what must be masked wherever it comes back. Thread-safe. */
public final class Secrets {
    /** An answer that repeats an older one than that is not to be expected; memory must not grow for ever. */
    private static final int MOST = 500;

    private final Map<String, Secret> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Secret> eldest) {
            return size() > MOST;
        }
    };

    /** From now on this one is masked, also as it looks in a query. */
    public synchronized void add(Secret secret) {
        seen.put(secret.reveal(), secret);
        String encoded = QueryEncoding.of(secret.reveal());
        seen.put(encoded, Secret.of(encoded));
    }

    /** The text with a mask in place of every secret that it repeats. */
    public synchronized String mask(String text) {
        return Secret.mask(text, seen.values());
    }
}
