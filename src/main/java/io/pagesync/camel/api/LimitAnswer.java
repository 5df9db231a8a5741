package io.pagesync.camel.api;

import io.pagesync.api.Api;
import io.pagesync.api.Attempt;
import io.pagesync.api.ServerReason;
import io.pagesync.camel.http.AnswerBody;
import io.pagesync.rate.AllowanceHeaders;
import io.pagesync.rate.LimitHeaders;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Message;

/** Leaves an API alone where an answer asks for it. */
final class LimitAnswer {
    private LimitAnswer() {}

    /** What an error means for the API's limits. */
    enum Meaning {
        /** It refuses because a limit is used up: whoever sits the pause out has lost no attempt. */
        LIMIT,
        /** It has failed for another reason, and says when to come back. */
        LATER,
        /** It says nothing of when. */
        NOTHING
    }

    /**
     * Looks at an answer of a status from 400 up, and pauses the API for as long as it says.
     *
     * @throws io.pagesync.api.PauseTooLongException if that is longer than we are willing to sit out
     */
    static Meaning apply(Api api, int status, Message answer, byte[] body) {
        if (status < 400) {
            return Meaning.NOTHING;
        }
        LimitHeaders headers = headers(answer);
        Optional<Duration> pause = headers.pause();
        if (!isLimit(status, headers, body)) {
            headers.retryAfter().ifPresent(api::pause);
            return headers.retryAfter().isPresent() ? Meaning.LATER : Meaning.NOTHING;
        }
        pause.ifPresentOrElse(api::pause, api::pauseLonger);
        return Meaning.LIMIT;
    }

    /** A page came: what its headers say that is left of the API's limit slows its workers down in time. */
    static void heed(Api api, Attempt attempt, Message page) {
        for (String name : page.getHeaders().keySet()) {
            if (AllowanceHeaders.knows(name)) {
                AllowanceHeaders.of(each -> AnswerBody.header(page, each))
                        .ifPresent(said -> api.allowed(attempt, said));
                return;
            }
        }
    }

    /** The headers of an answer that speak of limits. */
    static LimitHeaders headers(Message answer) {
        return LimitHeaders.of(name -> AnswerBody.header(answer, name));
    }

    private static boolean isLimit(int status, LimitHeaders headers, byte[] body) {
        return switch (status) {
            // 420 has no other use than Twitter's.
            case 420, 429 -> true;
            case 400, 422, 430 -> ServerReason.speaksOfALimit(body);
            case 403 -> headers.usedUp() || headers.retryAfter().isPresent() || ServerReason.speaksOfALimit(body);
            case 503 -> headers.pause().isPresent();
            default -> false;
        };
    }
}
