package io.pagesync.camel.api;

import io.pagesync.api.Api;
import io.pagesync.camel.http.AnswerBody;
import io.pagesync.rate.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Pauses an API when an answer asks for it. */
final class RetryAfterPause {
    private RetryAfterPause() {}

    /** Looks at an answer that is no success. */
    static void apply(Api api, int status, Message answer) {
        if (status != 429 && status != 503) {
            return;
        }
        String header = AnswerBody.header(answer, "Retry-After");
        Optional<Duration> asked =
                header == null ? Optional.empty() : retryAfter(header, AnswerBody.header(answer, "Date"));
        if (asked.isPresent()) {
            api.pause(asked.get());
        } else if (status == 429) {
            // Too many requests concern every worker, also where the server does not say for how long.
            api.pause(api.settings().backoff().initial());
        }
    }

    private static Optional<Duration> retryAfter(String header, @Nullable String date) {
        Instant now = date == null ? Instant.now() : RetryAfter.date(date).orElseGet(Instant::now);
        return RetryAfter.parse(header, now);
    }
}
