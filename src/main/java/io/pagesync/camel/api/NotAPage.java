package io.pagesync.camel.api;

import io.pagesync.api.Api;
import io.pagesync.api.CallErrors;
import io.pagesync.api.CallFailedException;
import io.pagesync.camel.http.AnswerBody;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.paging.request.ServerLinks;
import io.pagesync.run.RunScope;
import io.pagesync.run.fetch.Fetch;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Answers whose status says that they are no page: what each means, and whether the page is asked for again. */
final class NotAPage {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /** With these a POST stays one, with its body; with the others clients make a GET of it. */
    private static final Set<Integer> KEEP_THE_METHOD = Set.of(307, 308);

    private final Api api;

    NotAPage(Api api) {
        this.api = api;
    }

    /**
     * The error that an answer is; the fetch has heard what it means for the next attempt, and the API's pace of a pause.
     *
     * @throws io.pagesync.api.PauseTooLongException if the API wants to be left alone for longer than we sit out
     */
    CallFailedException error(RunScope scope, Message answer, int status, byte[] body) {
        Fetch fetch = scope.fetch();
        CallErrors errors = errors(fetch);
        String url = scope.run().url(fetch.request());
        if (status == 401) {
            return unauthorized(scope, url, body);
        }
        if (status != 403) {
            fetch.authorized();
        }
        if (REDIRECTS.contains(status)) {
            return redirect(fetch, url, status, AnswerBody.header(answer, "Location"));
        }
        if (status == 202) {
            Duration most = api.settings().maxPause();
            return errors.notReady(url, status, fetch.postpone(before -> untilReady(answer, before), most));
        }
        if (status == 204 || status == 205) {
            return errors.noContent(url, status);
        }
        boolean later = scope.partition().hasBegun();
        return switch (LimitAnswer.apply(api, status, answer, body)) {
            case LIMIT -> {
                // After a number of pauses each attempt counts.
                var unused = fetch.sitOut();
                yield errors.limited(url, status, body);
            }
            case LATER -> errors.passing(url, status, body);
            case NOTHING ->
                status == 403 && mayBeTheToken(fetch)
                        ? errors.passing(url, status, body)
                        : errors.status(url, status, body, later);
        };
    }

    private CallErrors errors(Fetch fetch) {
        return new CallErrors(api, fetch.request().method());
    }

    private CallFailedException unauthorized(RunScope scope, String url, byte[] body) {
        // Both are asked, each for its own memory.
        boolean mayHelp = api.authorization().refused(scope.fetch().attempt().credential());
        boolean first = scope.fetch().forgive();
        String cure = api.authorization().cure(api.settings().names());
        CallFailedException error = errors(scope.fetch()).unauthorized(url, 401, body, mayHelp && first, cure);
        if (!(mayHelp && first)) {
            api.refuses(String.valueOf(error.getMessage()));
        }
        return error;
    }

    private boolean mayBeTheToken(Fetch fetch) {
        return api.authorization().forbidden(fetch.attempt().credential()) && fetch.forgive();
    }

    private Duration untilReady(Message answer, int times) {
        return LimitAnswer.headers(answer)
                .retryAfter()
                .filter(told -> !told.isZero())
                .orElseGet(() -> api.settings().backoff().after(times, ThreadLocalRandom.current()::nextDouble));
    }

    private CallFailedException redirect(Fetch fetch, String url, int status, @Nullable String location) {
        CallErrors errors = errors(fetch);
        if (fetch.request().body() != null && !KEEP_THE_METHOD.contains(status)) {
            return errors.redirectToGet(url, status, location);
        }
        Optional<PageRequest> here = location == null ? Optional.empty() : here(fetch.request(), location);
        if (here.isEmpty()) {
            return errors.redirect(url, status, location);
        }
        return fetch.redirect(here.get())
                ? errors.redirected(url, status, location)
                : errors.redirects(url, status, location);
    }

    /** Where it leads, if that is on the same server; without a secret parameter, which is put on again when it is sent. */
    private Optional<PageRequest> here(PageRequest from, String location) {
        ServerLinks links = new ServerLinks(api.settings().baseUri());
        try {
            URI to = links.resolve(from.path(), from.query(), location);
            return links.request(from, to)
                    .map(request -> request.to(request.path(), withoutSecrets(request.query())))
                    .filter(request -> api.mask(request.path()).equals(request.path()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String withoutSecrets(String query) {
        return Arrays.stream(query.split("&", -1))
                .filter(pair -> api.mask(pair).equals(pair))
                .collect(Collectors.joining("&"));
    }
}
