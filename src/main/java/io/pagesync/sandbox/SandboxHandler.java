package io.pagesync.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.answer.AnswerSender;
import io.pagesync.sandbox.answer.Body;
import io.pagesync.sandbox.answer.Cut;
import io.pagesync.sandbox.answer.Gate;
import io.pagesync.sandbox.answer.PlannedAnswer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.call.Parameters;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Takes a request from Jetty: notes when it came, lets it through the gate, has its answer decided, and sends that when
 * it is due. While an answer waits no thread does.
 */
final class SandboxHandler extends Handler.Abstract {
    /** Answers whether the sandbox is up, as monitoring asks it. */
    static final String HEALTH = "/health";

    private static final int MAX_BODY_BYTES = 64 * 1024;

    private final LongSupplier nanosSinceStart;
    private final long latencyNanos;
    private final Gate gate;
    private final Answering api;
    private final AccessLog log;

    SandboxHandler(LongSupplier nanosSinceStart, long latencyNanos, Gate gate, Answering api, AccessLog log) {
        this.nanosSinceStart = nanosSinceStart;
        this.latencyNanos = latencyNanos;
        this.gate = gate;
        this.api = api;
        this.log = log;
    }

    /** What was noted when a request came. */
    private record Arrival(long nanos, long epochMillis, int inFlight) {}

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (HEALTH.equals(request.getHttpURI().getPath())) {
            return health(response, callback);
        }
        // Before anything else, so that the times in the log are those of the wire as nearly as can be.
        Arrival arrival = new Arrival(nanosSinceStart.getAsLong(), System.currentTimeMillis(), log.arrived());
        Answer refusal = gate.refusal(arrival.nanos());
        AnswerSender sender = new AnswerSender(request, response, callback);
        // Read even where it is of no use, or the connection could not be used again.
        new Body(request, MAX_BODY_BYTES, body -> sender.orFail(() -> plan(sender, arrival, refusal, body))).read();
        return true;
    }

    /** Neither counted nor logged nor limited. */
    private static boolean health(Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap("{\"status\":\"UP\"}".getBytes(UTF_8)), callback);
        return true;
    }

    private void plan(AnswerSender sender, Arrival arrival, @Nullable Answer refusal, @Nullable String body) {
        Request request = sender.request();
        Parameters parameters = parameters(request);
        Call call = new Call(
                request.getMethod(),
                "http://" + Request.getServerName(request) + ":" + Request.getServerPort(request),
                String.valueOf(request.getHttpURI().getPath()),
                parameters == null ? Parameters.NONE : parameters,
                request.getHeaders().get(HttpHeader.AUTHORIZATION),
                body == null ? "" : body);
        PlannedAnswer answer;
        if (refusal != null) {
            answer = PlannedAnswer.of(refusal);
        } else if (parameters == null) {
            answer = PlannedAnswer.of(Answer.error(400, "The query cannot be decoded"));
        } else if (body == null) {
            answer =
                    PlannedAnswer.of(Answer.error(413, "The body must be sent whole, in " + MAX_BODY_BYTES + " bytes"));
        } else {
            answer = api.plan(call);
        }
        long delay = latencyNanos + answer.delayNanos();
        if (delay == 0) {
            send(sender, arrival, call, answer);
            return;
        }
        Components jetty = request.getComponents();
        Runnable send = () -> sender.orFail(() -> send(sender, arrival, call, answer));
        // Handed on at once: there is one timer thread for all.
        jetty.getScheduler().schedule(() -> jetty.getExecutor().execute(send), delay, TimeUnit.NANOSECONDS);
    }

    private void send(AnswerSender sender, Arrival arrival, Call call, PlannedAnswer planned) {
        Answer answer = planned.write();
        log.answered(new LoggedRequest(
                arrival.nanos(),
                arrival.epochMillis(),
                call.method(),
                call.path(),
                api.pageOf(call),
                planned.cut() == Cut.RESET_BEFORE ? 0 : answer.status(),
                planned.cut() == Cut.NONE,
                arrival.inFlight()));
        sender.send(answer, planned.cut());
    }

    private static @Nullable Parameters parameters(Request request) {
        try {
            return new Parameters(Request.extractQueryParameters(request, UTF_8).toMultiMap());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
