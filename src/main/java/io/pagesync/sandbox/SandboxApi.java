package io.pagesync.sandbox;

import io.pagesync.sandbox.answer.Answer;
import io.pagesync.sandbox.answer.Call;
import io.pagesync.sandbox.answer.Cut;
import io.pagesync.sandbox.answer.LogInAnswers;
import io.pagesync.sandbox.answer.PlannedAnswer;
import io.pagesync.sandbox.answer.Tokens;
import io.pagesync.sandbox.data.JsonBytes;
import io.pagesync.sandbox.data.Licence;
import io.pagesync.sandbox.data.PackageCollection;
import io.pagesync.sandbox.data.PageQuery;
import io.pagesync.sandbox.data.RefusedException;
import io.pagesync.sandbox.data.RetrievedAt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The API behind the HTTP: which path answers what, to whom. */
final class SandboxApi {
    private final Map<String, PackageCollection> collections = new LinkedHashMap<>();
    private final List<Licence> licences;
    private final boolean authRequired;
    private final Tokens tokens;
    private final LogInAnswers logIn;
    private final PlannedChanges changes;
    private final FaultPlan faults;
    private final RetrievedAt retrievedAt;

    SandboxApi(SandboxSettings settings, Tokens tokens, LogInAnswers logIn) {
        licences = settings.licences();
        for (Licence licence : licences) {
            collections.put(
                    licence.number(),
                    new PackageCollection(licence, collections.size(), settings.seed(), settings.pageSizeCap()));
        }
        authRequired = settings.authRequired();
        this.tokens = tokens;
        this.logIn = logIn;
        changes = new PlannedChanges(collections.values().iterator().next(), settings.changes());
        faults = new FaultPlan(settings.faults(), settings.seed());
        retrievedAt = new RetrievedAt(settings.retrievedAtVaries(), System::currentTimeMillis);
    }

    /** The collection of a licence, or null if there is no such licence. */
    @Nullable
    PackageCollection collection(String licenseNumber) {
        return collections.get(licenseNumber);
    }

    /** Decides the answer to a call; the body is empty where there is none. */
    PlannedAnswer plan(Call call, String body) {
        try {
            return switch (call.path()) {
                case "/v2/auth/credentials" -> answer("POST", call, () -> logIn.byCredentials(body));
                case "/v2/auth/apikey" -> answer("POST", call, () -> logIn.byApiKey(body));
                case "/v2/auth/whoami" -> answer("GET", call, () -> whoAmI(call));
                case "/v2/licenses" -> answer("GET", call, () -> licences(call));
                case "/v2/packages/active" ->
                    call.method().equals("GET") ? page(call) : PlannedAnswer.of(Answer.wrongMethod("GET"));
                default -> PlannedAnswer.of(Answer.error(404, "There is nothing at " + call.path()));
            };
        } catch (RefusedException e) {
            return PlannedAnswer.of(Answer.error(e));
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
        if (!call.parameters().containsKey("page")) {
            return Answer.ok(licences(new JsonBytes(200), licences));
        }
        PageQuery query = PageQuery.parse(call.parameters());
        int from = (int) Math.min(licences.size(), (query.page() - 1L) * query.pageSize());
        int to = (int) Math.min(licences.size(), (long) from + query.pageSize());
        JsonBytes out = licences(new JsonBytes(200).raw("{\"data\":"), licences.subList(from, to));
        return Answer.ok(out.raw(",\"page\":" + query.page() + ",\"pageSize\":" + query.pageSize())
                .raw(",\"total\":" + licences.size() + "}"));
    }

    private static JsonBytes licences(JsonBytes out, List<Licence> some) {
        out.ascii('[');
        for (int i = 0; i < some.size(); i++) {
            out.raw(i == 0 ? "" : ",").raw("{\"licenseNumber\":").text(some.get(i).number());
            out.raw(",\"licenseName\":").text(some.get(i).name()).ascii('}');
        }
        return out.ascii(']');
    }

    private PlannedAnswer page(Call call) {
        if (authRequired) {
            proveToken(call);
        }
        String licence = PageQuery.first("licenseNumber", call.parameters());
        if (licence == null || licence.isEmpty()) {
            throw RefusedException.badRequest("licenseNumber is missing");
        }
        PackageCollection collection = collections.get(licence);
        if (collection == null) {
            throw new RefusedException(404, "There is no licence " + licence);
        }
        PageQuery query = PageQuery.parse(call.parameters());
        PlannedChanges.Turn turn = changes.next(collection);
        long delay = faults.delayNanos(turn.ordinal());
        int status = faults.status(turn.ordinal(), query.page());
        if (status != 0) {
            return new PlannedAnswer(delay, Cut.NONE, () -> Answer.error(status, "This failure was ordered"));
        }
        return new PlannedAnswer(
                delay,
                faults.cut(turn.ordinal()),
                () -> Answer.ok(collection.pages().write(turn.ids(), query, retrievedAt.next())));
    }

    private void proveToken(Call call) {
        if (!tokens.prove(call.authorization())) {
            throw new RefusedException(401, "No valid token: log in first");
        }
    }
}
