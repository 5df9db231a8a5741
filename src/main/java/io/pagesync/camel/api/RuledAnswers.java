package io.pagesync.camel.api;

import io.pagesync.api.Api;
import io.pagesync.api.CallErrors;
import io.pagesync.api.rule.AnswerRule;
import io.pagesync.page.Page;
import io.pagesync.run.RunScope;
import io.pagesync.run.fetch.Fetch;
import java.util.Optional;

/** Answers of which a rule in the API's settings says what they mean. */
final class RuledAnswers {
    private final Api api;

    RuledAnswers(Api api) {
        this.api = api;
    }

    /** The rule that an answer fits; a 401 is about who asks, whatever it says. */
    Optional<AnswerRule> find(int status, byte[] body) {
        return api.settings().rules().isEmpty() || status == 401
                ? Optional.empty()
                : AnswerRule.find(api.settings().rules(), status, body);
    }

    /**
     * The page that the answer is by this rule, which its run's report names.
     *
     * @throws io.pagesync.api.CallFailedException if it is none
     * @throws io.pagesync.api.PauseTooLongException if the rule has all wait for longer than we sit out
     */
    Page page(AnswerRule rule, RunScope scope, int status, byte[] body) {
        Fetch fetch = scope.fetch();
        int page = fetch.request().page();
        fetch.authorized();
        // A chain of pages ends with a page that names no next one.
        boolean endOfChain = rule.meaning() == AnswerRule.Meaning.END
                && page > 1
                && !scope.run().collection().paging().anyOrder();
        if (rule.meaning() == AnswerRule.Meaning.EMPTY || endOfChain) {
            String what = endOfChain ? "the end of the collection" : "an empty page";
            scope.run().notes().add("an answer of status " + status + " was " + what + " by the rule '" + rule + "'");
            return Page.empty(page);
        }
        if (rule.meaning() == AnswerRule.Meaning.WAIT) {
            rule.pause().ifPresentOrElse(api::pause, api::pauseLonger);
            // After a number of pauses each attempt counts.
            var unused = fetch.sitOut();
        }
        throw new CallErrors(api, fetch.request().method()).ruled(scope.run().url(fetch.request()), status, body, rule);
    }
}
