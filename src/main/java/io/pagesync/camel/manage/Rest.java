package io.pagesync.camel.manage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pagesync.PagesyncException;
import io.pagesync.ledger.Ledger;
import io.pagesync.ledger.RunEntry;
import io.pagesync.page.Json;
import io.pagesync.report.OneLine;
import io.pagesync.view.RunFacts;
import io.pagesync.view.SyncFacts;
import io.pagesync.web.Access;
import io.pagesync.web.Asked;
import io.pagesync.web.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The REST interface below {@code /api/v1}; {@code openapi.json} there describes it. */
final class Rest {
    private static final int MOST = 200;

    private final Views views;
    private final Access access;
    private final Actions actions;

    Rest(Views views, Access access, Actions actions) {
        this.views = views;
        this.access = access;
        this.actions = actions;
    }

    /** What a request asks for cannot be understood. */
    private static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;

        Unfit(String sentence) {
            super(sentence, null, false, false);
        }
    }

    /**
     * Answers a request.
     *
     * @param path the parts of the path behind {@code /api/v1}
     */
    Shown answer(Asked asked, List<String> path) {
        try {
            Shown refusal = refusal(asked, asked.method().equals("POST") || isSecret(path));
            if (refusal != null) {
                return refusal;
            }
            String last = path.isEmpty() ? "" : path.get(path.size() - 1);
            return asked.method().equals("POST") ? act(asked, path, last) : read(asked, path, last);
        } catch (Unfit e) {
            return Shown.problem(400, "Bad request", OneLine.of(String.valueOf(e.getMessage())));
        } catch (PagesyncException e) {
            Failure failure = Failure.of(e);
            return Shown.problem(failure.status(), failure.title(), failure.sentence());
        }
    }

    private static boolean isSecret(List<String> path) {
        return path.equals(List.of("actions"))
                || (path.size() == 3 && path.get(2).equals("approvals"));
    }

    /** Why it is not answered; null if it is. A token that was sent must be right, whatever it was sent for. */
    private @Nullable Shown refusal(Asked asked, boolean needsToken) {
        if (!needsToken && !access.bringsToken(asked)) {
            return null;
        }
        if (!access.isOn()) {
            return Shown.problem(
                    403,
                    "Nobody may act here",
                    "set pagesync.management.token, and send it: Authorization: Bearer ...");
        }
        return switch (access.byToken(asked)) {
            case WELL -> null;
            case WRONG ->
                Shown.problem(
                                401,
                                "Not allowed",
                                "send the token of pagesync.management.token: Authorization: Bearer ...")
                        .with("WWW-Authenticate", "Bearer");
            case TOO_MANY ->
                Shown.problem(429, "Too many wrong tokens", "try again in a minute")
                        .with("Retry-After", "60");
        };
    }

    private Shown read(Asked asked, List<String> path, String last) throws Unfit {
        return switch ((path.isEmpty() ? "" : path.get(0)) + "/" + path.size()) {
            case "syncs/1" -> syncs(asked);
            case "syncs/2" -> Shown.json(200, views.plan(views.sync(last, 1)));
            case "syncs/3" -> last.equals("runs") ? runs(asked, path.get(1)) : nothing();
            case "runs/2" -> Shown.json(200, views.details(views.existing(last), access.bringsToken(asked)));
            case "runs/3" -> last.equals("approvals") ? approvals(path.get(1)) : nothing();
            case "actions/1" -> actions(asked);
            case "workers/1" -> list("workers", views.workers(), "");
            case "openapi.json/1" -> new Shown(200, "application/json", openApi());
            default -> nothing();
        };
    }

    private Shown act(Asked asked, List<String> path, String last) throws Unfit {
        String who = "token from " + asked.remote();
        return switch (path.get(0) + "/" + path.size() + "/" + last) {
            case "syncs/3/run" -> {
                JsonNode options = options(asked, Set.of("fresh", "full"));
                yield done(202, actions.run(who, path.get(1), flag(options, "fresh"), flag(options, "full")));
            }
            case "syncs/3/reset" -> done(200, actions.reset(who, path.get(1)));
            case "runs/3/stop" -> done(202, actions.stop(who, path.get(1)));
            case "runs/3/retry" ->
                done(202, actions.retry(who, path.get(1), flag(options(asked, Set.of("refused")), "refused")));
            case "runs/3/approve" -> done(200, actions.approve(who, path.get(1)));
            default -> nothing();
        };
    }

    private static Shown nothing() {
        return Shown.problem(404, "Not found", "there is no such path; see /api/v1/openapi.json");
    }

    private Shown syncs(Asked asked) throws Unfit {
        int limit = limit(asked, 100);
        String after = asked.parameters().getOrDefault("after", "");
        List<SyncFacts> all = views.syncs(1).stream()
                .map(look -> look.facts(views.pausedUntil(look.sync().name())))
                .filter(each -> each.sync().compareTo(after) > 0)
                .toList();
        List<SyncFacts> some = all.subList(0, Math.min(limit, all.size()));
        return list("syncs", some, all.size() > limit ? some.get(limit - 1).sync() : "");
    }

    private Shown runs(Asked asked, String sync) throws Unfit {
        int limit = limit(asked, 20);
        var unused = views.sync(sync, 1);
        List<RunEntry> runs = views.runs(sync, limit + 1, asked.parameters().get("before"));
        List<RunFacts> some = runs.stream().limit(limit).map(RunFacts::of).toList();
        return list("runs", some, runs.size() > limit ? some.get(limit - 1).run() : "");
    }

    private Shown approvals(String run) {
        List<Map<String, Object>> all = actions.approvals(run).stream()
                .map(each -> Map.of("what", each.what(), "keys", (Object) each.keys(Views.MOST)))
                .toList();
        return list("approvals", all, "");
    }

    private Shown actions(Asked asked) throws Unfit {
        List<Map<String, String>> all = views.ledger().actions(limit(asked, 100)).stream()
                .map(Rest::action)
                .toList();
        return list("actions", all, "");
    }

    private static Map<String, String> action(Ledger.Action each) {
        Map<String, String> action = new LinkedHashMap<>();
        action.put("at", each.at().toString());
        action.put("who", each.who());
        action.put("action", each.what());
        action.put("sync", each.sync());
        action.put("run", each.run());
        action.put("result", each.result());
        return action;
    }

    private static Shown done(int status, Actions.Done done) {
        return Shown.json(status, Map.of("sync", done.sync(), "run", done.run(), "result", done.result()));
    }

    private static Shown list(String name, List<?> some, String next) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put(name, some);
        if (!next.isEmpty()) {
            list.put("next", next);
        }
        return Shown.json(200, list);
    }

    private static int limit(Asked asked, int otherwise) throws Unfit {
        String limit = asked.parameters().getOrDefault("limit", Integer.toString(otherwise));
        int number = limit.matches("[0-9]{1,4}") ? Integer.parseInt(limit) : 0;
        if (number < 1 || number > MOST) {
            throw new Unfit("limit is '" + limit + "'; it must be a whole number from 1 to " + MOST);
        }
        return number;
    }

    private static JsonNode options(Asked asked, Set<String> known) throws Unfit {
        try {
            JsonNode options = Json.MAPPER.readTree(asked.body().isBlank() ? "{}" : asked.body());
            for (Iterator<String> names = options.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                if (!known.contains(name)) {
                    throw new Unfit("there is no option '" + name + "'; there is "
                            + String.join(", ", known.stream().sorted().toList()));
                }
            }
            return options;
        } catch (JsonProcessingException e) {
            throw new Unfit("the body is no JSON; send an object such as {\""
                    + known.iterator().next() + "\":true}");
        }
    }

    private static boolean flag(JsonNode options, String name) throws Unfit {
        JsonNode value = options.get(name);
        if (value != null && !value.isBoolean()) {
            throw new Unfit(name + " must be true or false");
        }
        return value != null && value.booleanValue();
    }

    private static String openApi() {
        try (InputStream in = Objects.requireNonNull(Rest.class.getResourceAsStream("openapi.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
