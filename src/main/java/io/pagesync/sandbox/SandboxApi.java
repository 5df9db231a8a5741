package io.pagesync.sandbox;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.answer.Cut;
import io.pagesync.sandbox.answer.LogInAnswers;
import io.pagesync.sandbox.answer.PlannedAnswer;
import io.pagesync.sandbox.answer.Tokens;
import io.pagesync.sandbox.call.Call;
import io.pagesync.sandbox.call.RefusedException;
import io.pagesync.sandbox.data.JsonBytes;
import io.pagesync.sandbox.data.Licence;
import io.pagesync.sandbox.data.PackageCollection;
import io.pagesync.sandbox.data.RetrievedAt;
import io.pagesync.sandbox.data.Selection;
import io.pagesync.sandbox.style.Ask;
import io.pagesync.sandbox.style.Style;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The API behind the HTTP: which path answers what, to whom. */
final class SandboxApi implements Answering {
    private final Map<String, PackageCollection> collections = new LinkedHashMap<>();
    private final List<Licence> licences;
    private final boolean authRequired;
    private final Tokens tokens;
    private final LogInAnswers logIn;
    private final PlannedChanges changes;
    private final FaultPlan faults;
    private final RetrievedAt retrievedAt;
    private final Style style;
    private final int pageSizeCap;

    SandboxApi(SandboxSettings settings, FaultPlan faults, Tokens tokens, LogInAnswers logIn) {
        licences = settings.licences();
        for (Licence licence : licences) {
            collections.put(licence.number(), new PackageCollection(licence, collections.size(), settings.seed()));
        }
        authRequired = settings.authRequired();
        this.tokens = tokens;
        this.logIn = logIn;
        changes = new PlannedChanges(collections.values().iterator().next(), settings.changes());
        this.faults = faults;
        retrievedAt = new RetrievedAt(settings.retrievedAtVaries(), System::currentTimeMillis);
        style = settings.style().style();
        pageSizeCap = settings.pageSizeCap();
    }

    /** The collection of a licence, or null if there is no such licence. */
    @Nullable
    PackageCollection collection(String licenseNumber) {
        return collections.get(licenseNumber);
    }

    @Override
    public PlannedAnswer plan(Call call) {
        try {
            if (style.isAt(call.path())) {
                return call.method().equals(style.method())
                        ? page(call)
                        : PlannedAnswer.of(Answer.wrongMethod(style.method()));
            }
            return switch (call.path()) {
                case "/v2/auth/credentials" -> answer("POST", call, () -> logIn.byCredentials(call));
                case "/v2/auth/apikey" -> answer("POST", call, () -> logIn.byApiKey(call));
                case "/v2/auth/whoami" -> answer("GET", call, () -> whoAmI(call));
                case "/v2/licenses" -> answer("GET", call, () -> licences(call));
                default -> PlannedAnswer.of(Answer.error(404, "There is nothing at " + call.path()));
            };
        } catch (RefusedException e) {
            return PlannedAnswer.of(Answer.error(e));
        }
    }

    @Override
    public @Nullable Integer pageOf(Call call) {
        String licence = call.parameters().first("licenseNumber");
        PackageCollection collection = licence == null ? null : collections.get(licence);
        if (collection == null || !style.isAt(call.path())) {
            return null;
        }
        try {
            return style.ask(call, pageSizeCap).page(collection.snapshot());
        } catch (RefusedException e) {
            return null;
        }
    }

    private static PlannedAnswer answer(String method, Call call, Supplier<Answer> answer) {
        return PlannedAnswer.of(call.method().equals(method) ? answer.get() : Answer.wrongMethod(method));
    }

    private Answer whoAmI(Call call) {
        proveToken(call);
        return Answer.ok(new JsonBytes(40).raw("{\"message\":\"The token is valid\"}"));
    }

    private Answer licences(Call call) {
        if (authRequired) {
            proveToken(call);
        }
        if (call.parameters().first("page") == null) {
            return Answer.ok(licences(new JsonBytes(200), licences));
        }
        int page = call.parameters().number("page", 1, 1);
        int pageSize = call.parameters().number("pageSize", 1, 100);
        int from = (int) Math.min(licences.size(), (page - 1L) * pageSize);
        int to = (int) Math.min(licences.size(), (long) from + pageSize);
        JsonBytes out = licences(new JsonBytes(200).raw("{\"data\":"), licences.subList(from, to));
        return Answer.ok(
                out.raw(",\"page\":" + page + ",\"pageSize\":" + pageSize).raw(",\"total\":" + licences.size() + "}"));
    }

    private static JsonBytes licences(JsonBytes out, List<Licence> some) {
        out.ascii('[');
        for (int i = 0; i < some.size(); i++) {
            out.raw(i == 0 ? "" : ",")
                    .raw("{\"licenseNumber\":")
                    .text(some.get(i).number());
            out.raw(",\"licenseName\":").text(some.get(i).name()).ascii('}');
        }
        return out.ascii(']');
    }

    private PlannedAnswer page(Call call) {
        if (authRequired) {
            proveToken(call);
        }
        String licence = call.parameters().first("licenseNumber");
        if (licence == null || licence.isEmpty()) {
            throw RefusedException.badRequest("licenseNumber is missing");
        }
        PackageCollection collection = collections.get(licence);
        if (collection == null) {
            throw new RefusedException(404, "There is no licence " + licence);
        }
        Selection selection = Selection.parse(call.parameters());
        Ask ask = style.ask(call, pageSizeCap);
        PlannedChanges.Turn turn = changes.next(collection);
        long delay = faults.delayNanos(turn.ordinal());
        int status = faults.status(turn.ordinal(), ask.page(turn.ids()));
        if (status != 0) {
            return new PlannedAnswer(delay, Cut.NONE, () -> Answer.error(status, "This failure was ordered"));
        }
        return new PlannedAnswer(
                delay,
                faults.cut(turn.ordinal()),
                () -> style.answer(call, ask.of(collection.find(turn.ids(), selection, retrievedAt.next()))));
    }

    private void proveToken(Call call) {
        if (!tokens.prove(call.authorization())) {
            throw new RefusedException(401, "No valid token: log in first");
        }
    }
}
