package io.pagesync.camel.api;

import io.pagesync.PagesyncException;
import io.pagesync.api.Api;
import io.pagesync.api.Attempt;
import io.pagesync.api.CallErrors;
import io.pagesync.api.StaleConnectionException;
import io.pagesync.api.rule.AnswerRule;
import io.pagesync.camel.context.ContextBean;
import io.pagesync.camel.context.RunProperty;
import io.pagesync.camel.http.AnswerBody;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Page;
import io.pagesync.page.look.RawAnswer;
import io.pagesync.page.read.PageReader;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.rate.ClockSteps;
import io.pagesync.run.LogInScope;
import io.pagesync.run.LookScope;
import io.pagesync.run.Run;
import io.pagesync.run.RunScope;
import io.pagesync.run.turn.StopSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the routes of one API call: permit, call and fetch. */
public final class ApiSteps {
    private static final Logger LOG = LoggerFactory.getLogger(ApiSteps.class);

    /** With 206 some servers mark that there are more pages, with 203 proxies that they have changed something. */
    private static final Set<Integer> PAGES = Set.of(200, 203, 206);

    private final Api api;
    private final NotAPage notAPage;
    private final RuledAnswers ruled;
    private final ClockSteps clocks = new ClockSteps(System::nanoTime, System::currentTimeMillis);
    /** For messages that belong to no run. */
    private final StopSignal noRun;

    public ApiSteps(Api api, StopSignal noRun) {
        this.api = api;
        this.noRun = noRun;
        this.notAPage = new NotAPage(api);
        this.ruled = new RuledAnswers(api);
        api.notes().listener(LOG::warn);
    }

    /** Notes which page is asked for. */
    public void begin(Exchange exchange) {
        RunProperty.of(exchange).fetch().begin(exchange.getMessage().getBody(PageRequest.class));
    }

    /** Begins an attempt; before a further one, waits as the backoff says, without a slot or a permit. */
    public void backOff(Exchange exchange) {
        RunScope scope = RunProperty.of(exchange);
        scope.fetch().beginAttempt();
        int failed = scope.fetch().attempts();
        Duration wait = scope.fetch().ownWait().orElseGet(() -> failed > 0 ? backoff(failed) : Duration.ZERO);
        if (!wait.isZero()) {
            scope.partition().stop().rest(wait);
        }
    }

    private Duration backoff(int failed) {
        return api.settings().backoff().after(failed, ThreadLocalRandom.current()::nextDouble);
    }

    /** Waits for one of the API's slots. */
    public void takeSlot(Exchange exchange) {
        RunScope scope = RunProperty.of(exchange);
        stopOf(scope).whileWaiting(() -> api.takeSlot(scope.fetch().attempt()));
    }

    /** Gets what proves who asks; where that needs a log-in, one worker logs in by the route login, all others wait. */
    public void authorise(Exchange exchange) {
        api.authorise(RunProperty.of(exchange).fetch().attempt(), new LogInWorker(exchange, api));
    }

    /** Gives the slot back, whatever the call ended in, if it was not given back before. */
    public void releaseSlot(Exchange exchange) {
        api.over(RunProperty.of(exchange).fetch().attempt());
    }

    /** Waits for the API's next evenly spaced permit, a log-in before all others; also for messages of no run. */
    public void pace(Exchange exchange) {
        RunScope scope = RunProperty.find(exchange);
        Attempt attempt = scope == null ? new Attempt() : scope.fetch().attempt();
        if (scope instanceof LogInScope) {
            stopOf(scope).whileWaiting(() -> api.takePermitFirst(attempt));
            return;
        }
        boolean[] taken = new boolean[1];
        while (!taken[0]) {
            stopOf(scope).whileWaiting(() -> taken[0] = api.takePermit(attempt));
            if (!taken[0]) {
                // What proves who asks was refused while this one waited: no request goes out with it.
                api.authorise(attempt, new LogInWorker(exchange, api));
            }
        }
        if (scope == null) {
            // What becomes of the calls of others, nobody tells.
            api.over(attempt);
        }
    }

    /** Whether the throttle is for this request: there is a limit, and its clock can be relied on. */
    public boolean throttles(Exchange exchange) {
        return api.settings().rateLimit() != 0 && clockInOrder();
    }

    /** Whether the clock was not set back. */
    private boolean clockInOrder() {
        Duration back = clocks.look();
        if (!back.isZero()) {
            LOG.warn(
                    "The wall clock was set back by {} s; the throttle of API {} is left out for as long, its pacer"
                            + " keeps the rate",
                    back.toSeconds(),
                    api.settings().name());
        }
        return clocks.inOrder();
    }

    /** Makes the message the request: only its method, path, query and body, nothing that came along. */
    public void request(Exchange exchange) {
        RunScope scope = RunProperty.of(exchange);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        PageRequest request = scope.fetch().next();
        message.setBody(request.body());
        if (request.body() != null) {
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        }
        message.setHeader(Exchange.HTTP_METHOD, request.method());
        message.setHeader(Exchange.HTTP_PATH, request.path());
        if (!request.query().isEmpty()) {
            message.setHeader(Exchange.HTTP_QUERY, request.query());
        }
        sending(scope);
    }

    /** An attempt goes out. */
    static void sending(RunScope scope) {
        boolean again = scope.fetch().askedBefore();
        scope.run().traffic().requested(again);
        scope.run().api().sending(scope.fetch().attempt(), again);
        scope.fetch().sent();
    }

    /** Reads the answer: the message becomes the page, without any header, or an error is thrown. */
    public void answer(Exchange exchange) throws IOException {
        RunScope scope = RunProperty.of(exchange);
        Message message = exchange.getMessage();
        byte[] body = AnswerBody.read(message);
        scope.run().traffic().read(body.length);
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        api.answered(scope.fetch().attempt(), status);
        ContextBean.find(exchange.getContext(), AnswerTap.class)
                .ifPresent(tap -> tap.answered(scope, scope.fetch().request(), AnswerBody.raw(message, status, body)));
        Optional<AnswerRule> rule = ruled.find(status, body);
        if (status < 300 || rule.isPresent()) {
            LimitAnswer.heed(api, scope.fetch().attempt(), message);
        }
        if (PAGES.contains(status) && rule.isEmpty() && scope.partition().knowsItsEnd()) {
            // The next request goes out while this answer is looked at. Not where this may turn out to be the last
            // page:
            // no more requests go behind the end than there are slots.
            api.over(scope.fetch().attempt());
        }
        Object page = rule.isPresent()
                ? byRule(rule.get(), scope, message, status, body)
                : understood(scope, message, status, body);
        scope.fetch().authorized();
        api.authorization().accepted(scope.fetch().attempt().credential());
        api.served();
        message.removeHeaders("*");
        message.setBody(page);
    }

    /** The page that an answer is by a rule of the API's settings; the answer as it came, where it is only looked at. */
    private Object byRule(AnswerRule rule, RunScope scope, Message message, int status, byte[] body) {
        Page page = ruled.page(rule, scope, status, body);
        return scope instanceof LookScope ? AnswerBody.raw(message, status, body) : page;
    }

    /** The page that an answer is; the answer as it came, where it is only looked at. */
    private Object understood(RunScope scope, Message message, int status, byte[] body) {
        if (scope instanceof LookScope && (status == 204 || PAGES.contains(status))) {
            return raw(scope, message, status, body);
        }
        int number = scope.fetch().request().page();
        if (status == 204 && number > 1) {
            return Page.empty(number);
        }
        if (PAGES.contains(status)) {
            return page(scope, status, body, message);
        }
        throw notAPage.error(scope, message, status, body);
    }

    /** The request found no whole answer. A doCatch looks at causes too, so errors of our own come here as well. */
    public void broken(Exchange exchange) {
        RunScope scope = RunProperty.of(exchange);
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (cause instanceof PagesyncException ours) {
            throw ours;
        }
        if (cause instanceof StaleConnectionException) {
            // Asked again at once, a number of times; after that it is a failure as any other.
            var unused = scope.fetch().repeat();
        }
        PageRequest request = scope.fetch().request();
        throw new CallErrors(api, request.method()).transport(scope.run().url(request), cause);
    }

    private Page page(RunScope scope, int status, byte[] body, Message message) {
        PageRequest request = scope.fetch().request();
        try {
            return PageReader.read(
                    request.page(),
                    body,
                    AnswerBody.charset(message),
                    scope.partition().format(),
                    AnswerBody.headers(message));
        } catch (InvalidPageException e) {
            boolean mayPass =
                    e.cutShort() || (e.inPlaceOfAPage() && scope.partition().hasInside(request.page()));
            throw noPage(scope, request, status, mayPass, e);
        }
    }

    /** What is wrong with an answer, with the request for it, and parameters by the names that its user knows. */
    private static InvalidPageException noPage(
            RunScope scope, PageRequest request, int status, boolean mayPass, InvalidPageException e) {
        return new InvalidPageException(
                request.method() + " " + scope.run().url(request) + (status == 200 ? "" : " answered " + status) + ": "
                        + scope.run()
                                .api()
                                .mask(e.text(scope.partition().collection().names()::parameter)),
                mayPass,
                e);
    }

    /** An answer that is only looked at; one that was cut short is no answer. */
    private RawAnswer raw(RunScope scope, Message message, int status, byte[] body) {
        try {
            var unused = page(scope, status, body, message);
        } catch (InvalidPageException e) {
            if (e.cutShort() && body.length > 0) {
                throw e;
            }
        }
        return AnswerBody.raw(message, status, body);
    }

    /**
     * The first page of a run, from an answer that came before it began.
     *
     * @throws InvalidPageException if it is none, as of an answer of its own
     */
    public static Page first(Run run, RawAnswer answer) {
        try {
            return PageReader.read(1, answer.body(), null, run.partition().format(), answer);
        } catch (InvalidPageException e) {
            throw noPage(run, run.partition().firstRequest(), answer.status(), false, e);
        }
    }

    private StopSignal stopOf(@Nullable RunScope scope) {
        return scope == null ? noRun : scope.partition().stop();
    }
}
