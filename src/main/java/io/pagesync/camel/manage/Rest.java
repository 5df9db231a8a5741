package io.pagesync.camel.manage;

import io.pagesync.InvalidSettingException;
import io.pagesync.PagesyncException;
import io.pagesync.ledger.RunEntry;
import io.pagesync.report.OneLine;
import io.pagesync.view.RunFacts;
import io.pagesync.view.SyncFacts;
import io.pagesync.web.Asked;
import io.pagesync.web.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The REST interface below {@code /api/v1}; {@code openapi.json} there describes it. */
final class Rest {
    private static final int MOST = 200;

    private final Views views;

    Rest(Views views) {
        this.views = views;
    }

    /**
     * Answers a GET.
     *
     * @param path the parts of the path behind {@code /api/v1}
     * @param secretly whether for somebody who has proved who he is
     */
    Shown get(Asked asked, List<String> path, boolean secretly) {
        try {
            String what = path.isEmpty() ? "" : path.get(0);
            return switch (what + "/" + path.size()) {
                case "syncs/1" -> syncs(asked);
                case "syncs/2" -> Shown.json(200, views.plan(views.sync(path.get(1), 1)));
                case "syncs/3" -> path.get(2).equals("runs") ? runs(asked, path.get(1)) : nothing();
                case "runs/2" -> run(path.get(1), secretly);
                case "openapi.json/1" -> new Shown(200, "application/json", openApi());
                default -> nothing();
            };
        } catch (InvalidSettingException e) {
            return Shown.problem(404, "Not found", OneLine.of(e.getMessage()));
        } catch (PagesyncException e) {
            return Shown.problem(503, "Not available", OneLine.of(e.getMessage()));
        } catch (NumberFormatException e) {
            return Shown.problem(400, "Bad request", "limit must be a whole number from 1 to " + MOST);
        }
    }

    private static Shown nothing() {
        return Shown.problem(404, "Not found", "there is no such path; see /api/v1/openapi.json");
    }

    private Shown syncs(Asked asked) {
        int limit = limit(asked, 100);
        String after = asked.parameters().getOrDefault("after", "");
        List<SyncFacts> all = views.syncs(1).stream()
                .map(look -> look.facts(views.pausedUntil(look.sync().name())))
                .filter(each -> each.sync().compareTo(after) > 0)
                .toList();
        List<SyncFacts> some = all.subList(0, Math.min(limit, all.size()));
        return list("syncs", some, all.size() > limit ? some.get(limit - 1).sync() : "");
    }

    private Shown runs(Asked asked, String sync) {
        int limit = limit(asked, 20);
        var unused = views.sync(sync, 1);
        List<RunEntry> runs = views.runs(sync, limit + 1, asked.parameters().get("before"));
        List<RunFacts> some = runs.stream().limit(limit).map(RunFacts::of).toList();
        return list("runs", some, runs.size() > limit ? some.get(limit - 1).run() : "");
    }

    private Shown run(String id, boolean secretly) {
        Optional<RunEntry> run = views.run(id);
        return run.isPresent()
                ? Shown.json(200, views.details(run.get(), secretly))
                : Shown.problem(404, "Not found", OneLine.of("there is no run '" + id + "'"));
    }

    private static Shown list(String name, List<?> some, String next) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put(name, some);
        if (!next.isEmpty()) {
            list.put("next", next);
        }
        return Shown.json(200, list);
    }

    private static int limit(Asked asked, int otherwise) {
        String limit = asked.parameters().get("limit");
        int number = limit == null ? otherwise : Integer.parseInt(limit);
        if (number < 1 || number > MOST) {
            throw new NumberFormatException(limit);
        }
        return number;
    }

    private static String openApi() {
        try (InputStream in = Objects.requireNonNull(Rest.class.getResourceAsStream("openapi.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
