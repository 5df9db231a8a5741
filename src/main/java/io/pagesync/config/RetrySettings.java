package io.pagesync.config;

import io.pagesync.destination.WriteRetry;
import io.pagesync.settings.Declarations;
import io.pagesync.settings.Form;
import io.pagesync.settings.Given;
import io.pagesync.settings.Setting;
import java.time.Duration;

/** The settings of a section that say how often a page is written again. */
record RetrySettings(Setting<Integer> attempts, Setting<Duration> backoff) {
    /**
     * Declares them.
     *
     * @param meaning what the attempts are about
     */
    static RetrySettings in(Declarations section, String meaning) {
        return new RetrySettings(
                section.add("attempts", Form.integer(1, 1000), "5", meaning),
                section.add(
                        "backoff",
                        Form.time("0s"),
                        "1s",
                        "How long to wait before the second attempt; each further wait is twice as long, up to 30 s, a random part less."));
    }

    WriteRetry read(Given given) {
        return WriteRetry.from(given.read(attempts), given.read(backoff));
    }
}
