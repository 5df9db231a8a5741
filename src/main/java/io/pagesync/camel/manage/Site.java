package io.pagesync.camel.manage;

import io.pagesync.InvalidSettingException;
import io.pagesync.PagesyncException;
import io.pagesync.ledger.RunEntry;
import io.pagesync.report.OneLine;
import io.pagesync.view.RunDetails;
import io.pagesync.view.SyncPlan;
import io.pagesync.view.html.Frame;
import io.pagesync.view.html.OverviewPage;
import io.pagesync.view.html.Pages;
import io.pagesync.view.html.RunPage;
import io.pagesync.web.Access;
import io.pagesync.web.Asked;
import io.pagesync.web.Shown;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The paths of the web page and of the REST interface: who reads what where. */
final class Site {
    private static final int BARS = 20;
    private static final int RUNS = 30;
    /** A run that goes on is drawn anew more often, in seconds. */
    private static final int OFTEN = 2;

    private static final int SELDOM = 5;

    private final Views views;
    private final Access access;
    private final Supplier<List<String>> log;
    private final Rest rest;

    /** {@code log} gives what the process has said last. */
    Site(Views views, Access access, Supplier<List<String>> log) {
        this.views = views;
        this.access = access;
        this.log = log;
        this.rest = new Rest(views);
    }

    /** Answers a request. */
    Shown answer(Asked asked) {
        List<String> path = asked.parts();
        boolean isRest = path.size() > 1 && path.get(0).equals("api") && path.get(1).equals("v1");
        if (isRest) {
            return rest.get(asked, path.subList(2, path.size()), false);
        }
        try {
            return page(asked, path);
        } catch (InvalidSettingException e) {
            return message(asked, 404, "Not found", e.getMessage());
        } catch (PagesyncException e) {
            return message(asked, 503, "Not available", e.getMessage());
        }
    }

    private Shown page(Asked asked, List<String> path) {
        if (path.isEmpty()) {
            return overview(asked);
        }
        return switch (path.get(0) + "/" + path.size()) {
            case "syncs/2" -> sync(asked, path.get(1));
            case "runs/2" -> run(asked, path.get(1));
            case "assets/2" -> asset(asked, path.get(1));
            default -> nothing(asked);
        };
    }

    private Shown overview(Asked asked) {
        List<OverviewPage.Sync> syncs = views.syncs(BARS).stream()
                .map(look -> new OverviewPage.Sync(
                        look.facts(views.pausedUntil(look.sync().name())), look.runs()))
                .toList();
        return Shown.html(200, Pages.overview(frame(asked, "Syncs - Pagesync", SELDOM), syncs, log.get()));
    }

    private Shown sync(Asked asked, String name) {
        SyncLook look = views.sync(name, RUNS);
        SyncPlan plan = views.plan(look);
        return Shown.html(
                200,
                Pages.sync(
                        frame(asked, name + " - Pagesync", SELDOM),
                        plan,
                        look.runs(),
                        views.live(name).orElse(null)));
    }

    private Shown run(Asked asked, String id) {
        Optional<RunEntry> run = views.run(id);
        if (run.isEmpty()) {
            return message(asked, 404, "Not found", "There is no run '" + id + "'.");
        }
        boolean in = access.csrf(asked).isPresent();
        RunDetails details = views.details(run.get(), in);
        boolean open = run.get().state() == RunEntry.State.RUNNING;
        Frame frame = frame(asked, "Run of " + run.get().sync() + " - Pagesync", open ? OFTEN : 0);
        return Shown.html(200, Pages.run(frame, run.get(), details, new RunPage.May(false, false, false, false)));
    }

    private Shown asset(Asked asked, String name) {
        return switch (name) {
            case "page.css" -> new Shown(200, "text/css; charset=utf-8", Pages.style());
            case "page.js" -> new Shown(200, "text/javascript; charset=utf-8", Pages.script());
            case "icon.svg" -> new Shown(200, "image/svg+xml", Pages.icon());
            default -> nothing(asked);
        };
    }

    private Shown nothing(Asked asked) {
        return message(asked, 404, "Not found", "There is no such page.");
    }

    private Shown message(Asked asked, int status, String title, String sentence) {
        return Shown.html(status, Pages.message(frame(asked, title, 0), OneLine.of(sentence)));
    }

    private Frame frame(Asked asked, String title, int refresh) {
        return new Frame(title, refresh, access.isOn(), access.csrf(asked).orElse(""));
    }
}
