package io.pagesync.api;

import java.util.Locale;
import java.util.Map;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;

/** What a status is called. */
final class StatusName {
    /** What proxies and networks of delivery answer in place of the server, and a few that the standards are without. */
    private static final Map<Integer, String> OTHERS = Map.ofEntries(
            Map.entry(418, "I'm a teapot"),
            Map.entry(420, "enhance your calm"),
            Map.entry(421, "misdirected request"),
            Map.entry(425, "too early"),
            Map.entry(426, "upgrade required"),
            Map.entry(440, "login time-out"),
            Map.entry(451, "unavailable for legal reasons"),
            Map.entry(499, "client closed request"),
            Map.entry(509, "bandwidth limit exceeded"),
            Map.entry(520, "web server returned an unknown error"),
            Map.entry(521, "web server is down"),
            Map.entry(522, "connection timed out"),
            Map.entry(523, "origin is unreachable"),
            Map.entry(524, "a timeout occurred"),
            Map.entry(525, "SSL handshake failed"),
            Map.entry(526, "invalid SSL certificate"),
            Map.entry(527, "railgun error"),
            Map.entry(529, "site is overloaded"),
            Map.entry(530, "origin is not reachable"),
            Map.entry(598, "network read timeout"),
            Map.entry(599, "network connect timeout"));

    private StatusName() {}

    /** The name in lower case; {@code status 499} for one that has none. */
    static String of(int status) {
        String other = OTHERS.get(status);
        if (other != null) {
            return other;
        }
        String standard =
                status < 100 || status > 599 ? null : EnglishReasonPhraseCatalog.INSTANCE.getReason(status, null);
        return standard == null ? "status " + status : standard.toLowerCase(Locale.ROOT);
    }
}
