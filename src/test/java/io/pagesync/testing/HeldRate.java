package io.pagesync.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.sandbox.LoggedRequest;
import io.pagesync.sandbox.Sandbox;
import java.util.List;

/** Whether requests keep to a rate, told by when they arrive. */
public final class HeldRate {
    private HeldRate() {}

    /**
     * No request has come before its time, counted from a moment before the first was sent. A busy machine makes requests
     * late, never early, so this holds on any; several that were late may arrive together.
     *
     * @param began as {@link Sandbox#ageNanos} told it
     */
    public static void assertHeld(Sandbox sandbox, long began, double rate) {
        List<Long> starts = sandbox.requests().stream()
                .map(LoggedRequest::startNanos)
                .sorted()
                .toList();
        for (int i = 1; i < starts.size(); i++) {
            assertThat(starts.get(i) - began)
                    .as("nanoseconds to request %d of %d", i + 1, starts.size())
                    .isGreaterThanOrEqualTo((long) (i / rate * 1e9));
        }
    }
}
