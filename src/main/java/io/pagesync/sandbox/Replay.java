package io.pagesync.sandbox;

import io.pagesync.recording.RecordedAnswer;
import io.pagesync.recording.RecordedRequest;
import io.pagesync.recording.Recording;
import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.answer.Cut;
import io.pagesync.sandbox.answer.PlannedAnswer;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.data.JsonBytes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Answers from a recording. Its pages are those that faults are ordered for. */
final class Replay implements Answering {
    private final Recording recording;
    private final FaultPlan faults;
    private final AtomicLong pageRequests = new AtomicLong();

    Replay(Recording recording, FaultPlan faults) {
        this.recording = recording;
        this.faults = faults;
    }

    @Override
    public PlannedAnswer plan(Call call) {
        RecordedRequest asked = asked(call);
        Optional<RecordedAnswer> found = recording.find(asked);
        if (found.isEmpty()) {
            return PlannedAnswer.of(Answer.error(404, recording.missing(asked)));
        }
        RecordedAnswer answer = found.get();
        Integer page = answer.page();
        if (page == null) {
            return PlannedAnswer.of(moved(answer, call.server()));
        }
        long ordinal = pageRequests.incrementAndGet();
        int status = faults.status(ordinal, page);
        long delay = faults.delayNanos(ordinal);
        return status == 0
                ? new PlannedAnswer(delay, faults.cut(ordinal), () -> moved(answer, call.server()))
                : new PlannedAnswer(delay, Cut.NONE, () -> Answer.error(status, "This failure was ordered"));
    }

    @Override
    public @Nullable Integer pageOf(Call call) {
        return recording.find(asked(call)).map(RecordedAnswer::page).orElse(null);
    }

    private Answer moved(RecordedAnswer answer, String server) {
        byte[] body = answer.bodyAt(recording.origin(), server);
        return new Answer(
                answer.status(), new JsonBytes(body.length).raw(body), answer.headersAt(recording.origin(), server));
    }

    private static RecordedRequest asked(Call call) {
        return new RecordedRequest(
                call.method(),
                call.path(),
                call.parameters().query(),
                call.body().isEmpty() ? null : call.body());
    }
}
