package io.pagesync.api.credential;

import java.util.Locale;
import java.util.Set;

/** What a header of a request may be (RFC 9110), and which ones are not ours to set. */
public final class Header {
    private static final Set<String> OF_THE_CLIENT =
            Set.of("host", "content-length", "transfer-encoding", "connection", "accept-encoding");

    private Header() {}

    /** Whether a header may have this name. */
    public static boolean isName(String text) {
        return text.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    }

    /** Whether the HTTP client sets the header of this name itself. */
    public static boolean isTheClients(String name) {
        return OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a header may hold this text. */
    public static boolean holds(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    }
}
