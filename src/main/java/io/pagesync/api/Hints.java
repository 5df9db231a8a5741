package io.pagesync.api;

import java.math.BigDecimal;

/** What a person can do about a status, as the end of a sentence; only what has not been done already. */
final class Hints {
    private final ApiSettings settings;

    Hints(ApiSettings settings) {
        this.settings = settings;
    }

    /** About a status; {@code later} says whether pages of the collection have been read. */
    String of(int status, boolean later) {
        return switch (status) {
            case 403 -> ofForbidden();
            case 404 -> later ? "" : "; check the path and the query";
            case 429 -> ofLimit();
            default -> "";
        };
    }

    /** About a page behind others that is refused with words of a limit: there may be no more by this way. */
    String ofCap() {
        return "; if that is as far as the API goes, load it in slices of fewer records ("
                + settings.names().parameter("partitions") + ", "
                + settings.names().parameter("cap") + ")";
    }

    /** About a limit that is used up. */
    String ofLimit() {
        String setting = settings.names().setting("rate-limit");
        return settings.rateLimit() == 0
                ? "; there is no rate limit here, set one (" + setting + ")"
                : "; lower the rate, which is "
                        + BigDecimal.valueOf(settings.rateLimit())
                                .stripTrailingZeros()
                                .toPlainString() + " a second ("
                        + setting + ")";
    }

    private String ofForbidden() {
        return settings.auth().proves()
                ? "; the credentials are known but may not read this"
                : "; no credentials were sent: " + settings.names().setting("auth.type") + " says who asks";
    }
}
