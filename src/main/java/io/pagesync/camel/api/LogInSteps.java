package io.pagesync.camel.api;

import io.pagesync.PagesyncException;
import io.pagesync.api.Api;
import io.pagesync.api.ApiSettings.AnswerLimits;
import io.pagesync.api.Attempt;
import io.pagesync.api.CallErrors;
import io.pagesync.api.CallFailedException;
import io.pagesync.api.PauseTooLongException;
import io.pagesync.api.credential.LogIn;
import io.pagesync.api.credential.LogInFailedException;
import io.pagesync.api.credential.SafeUrl;
import io.pagesync.camel.context.ContextBean;
import io.pagesync.camel.context.RunProperty;
import io.pagesync.camel.http.AnswerBody;
import io.pagesync.camel.http.RequestCustomizer;
import io.pagesync.camel.http.ServerOf;
import io.pagesync.run.LogInScope;
import io.pagesync.run.Run;
import io.pagesync.run.RunScope;
import io.pagesync.run.fetch.Fetch;
import io.pagesync.run.turn.RunStoppedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/**
 * What the log-in route of an API calls. There is never more than one log-in of an API at a time, so what it sends and
 * gets is kept here, and never on a message.
 */
public final class LogInSteps implements RequestCustomizer {
    private static final int LARGEST_ANSWER = 1024 * 1024;

    private final Api api;
    private final LogIn logIn;
    private final CallErrors errors;
    private final String url;
    private volatile LogIn.@Nullable Request request;
    private volatile LogIn.@Nullable Token token;

    public LogInSteps(Api api, LogIn logIn) {
        this.api = api;
        this.logIn = logIn;
        this.errors = new CallErrors(api, "POST");
        this.url = SafeUrl.of(
                logIn.url().toString().replaceFirst("\\?.*", ""),
                Objects.requireNonNullElse(logIn.url().getRawQuery(), ""));
    }

    public static String name(String api) {
        return "pagesync-api-" + api + "-login";
    }

    static LogInSteps of(CamelContext context, String api) {
        return Objects.requireNonNull(context.getRegistry().lookupByNameAndType(name(api), LogInSteps.class));
    }

    /**
     * Logs in by the route, for a worker of this run.
     *
     * @throws LogInFailedException if it has failed for good
     * @throws RunStoppedException if the run was stopped first
     */
    LogIn.Token run(CamelContext context, LogIn.Request what, Run run) {
        Fetch attempts = new Fetch();
        request = what;
        try (ProducerTemplate producer = context.createProducerTemplate()) {
            Exchange answer = producer.send(
                    "direct:pagesync-login-" + api.settings().name(),
                    exchange -> RunProperty.set(exchange, new LogInScope(run, attempts)));
            if (answer.getException() != null) {
                throw failure(answer.getException(), attempts.attempts());
            }
            api.loggedIn(true);
            return Objects.requireNonNull(token, "a log-in that has not failed has a token");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            request = null;
            token = null;
        }
    }

    private PagesyncException failure(Exception error, int attempts) {
        if (error instanceof RunStoppedException || error instanceof PauseTooLongException) {
            return (PagesyncException) error;
        }
        String message = "the log-in of API " + api.settings().name() + " failed: " + error.getMessage()
                + (attempts > 1 ? " (after " + attempts + " attempts)" : "");
        api.loggedIn(false);
        api.refuses(message);
        return error instanceof PagesyncException
                ? new LogInFailedException(message, error)
                : new PagesyncException(message, error);
    }

    /** Makes the message the request: where it goes. What it says is put on it by the HTTP client's first handler. */
    public void request(Exchange exchange) {
        RunScope scope = RunProperty.of(exchange);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setBody(null);
        message.setHeader(Exchange.HTTP_PATH, logIn.url().getRawPath());
        if (logIn.url().getRawQuery() != null) {
            message.setHeader(Exchange.HTTP_QUERY, logIn.url().getRawQuery());
        }
        ApiSteps.sending(scope);
    }

    /** Takes the token out of the answer, and everything off the message, or throws an error. */
    public void answer(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        byte[] body = AnswerBody.read(message);
        RunProperty.of(exchange).run().traffic().read(body.length);
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        api.answered(RunProperty.of(exchange).fetch().attempt(), status);
        if (status < 200 || status >= 300) {
            throw refused(RunProperty.of(exchange).fetch(), message, status, body);
        }
        message.removeHeaders("*");
        try {
            LogIn.Token given = logIn.token(body);
            given.warning().ifPresent(warning -> api.notes().add(warning, true));
            token = given;
            ContextBean.find(exchange.getContext(), AnswerTap.class).ifPresent(tap -> tap.loggedIn(logIn.url(), body));
        } catch (PagesyncException e) {
            throw new PagesyncException("POST " + url + " answered " + status + ", but " + e.getMessage(), e);
        }
    }

    /** The request found no whole answer; errors of our own come here as well, because a doCatch looks at causes. */
    public void broken(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (cause instanceof PagesyncException ours) {
            throw ours;
        }
        throw errors.transport(url, cause);
    }

    /** The attempt is over. */
    public void over(Exchange exchange) {
        api.over(RunProperty.of(exchange).fetch().attempt());
    }

    private CallFailedException refused(Fetch attempts, Message message, int status, byte[] body) {
        LimitAnswer.Meaning meaning = LimitAnswer.apply(api, status, message, body);
        if (meaning == LimitAnswer.Meaning.LIMIT) {
            // After a number of pauses each attempt counts.
            var unused = attempts.sitOut();
            return errors.limited(url, status, body);
        }
        if (status >= 300 && status < 400) {
            return errors.redirect(url, status, AnswerBody.header(message, "Location"));
        }
        return status == 400 || status == 401 || status == 403
                ? errors.unauthorized(url, status, body, false, logIn.cure())
                : errors.status(url, status, body);
    }

    @Override
    public URI server() {
        return ServerOf.url(logIn.url());
    }

    @Override
    public boolean mayRepeat() {
        return false;
    }

    @Override
    public AnswerLimits limits() {
        AnswerLimits limits = api.settings().limits();
        return new AnswerLimits(
                limits.connect(), limits.response(), limits.total(), Math.min(LARGEST_ANSWER, limits.bytes()));
    }

    @Override
    public void customize(ClassicHttpRequest post, Attempt attempt) {
        LogIn.Request what = Objects.requireNonNull(request, "a log-in is sent only by run");
        boolean home = server().equals(ServerOf.url(api.settings().baseUri()));
        api.settings().headers().forEach((name, value) -> {
            // What the API's operators are told is no business of another host, but for who we are.
            if (home || name.equalsIgnoreCase("User-Agent")) {
                post.setHeader(name, value);
            }
        });
        post.setHeader("Accept", "application/json");
        what.headers().forEach((name, secret) -> post.setHeader(name, secret.reveal()));
        post.setEntity(new ByteArrayEntity(
                what.body().reveal().getBytes(StandardCharsets.UTF_8), ContentType.create(what.contentType())));
    }
}
