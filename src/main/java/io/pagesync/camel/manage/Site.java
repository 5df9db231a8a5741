package io.pagesync.camel.manage;

import io.pagesync.PagesyncException;
import io.pagesync.destination.Approval;
import io.pagesync.ledger.RunEntry;
import io.pagesync.report.OneLine;
import io.pagesync.settings.QueryEncoding;
import io.pagesync.view.RunDetails;
import io.pagesync.view.html.Frame;
import io.pagesync.view.html.OverviewPage;
import io.pagesync.view.html.Pages;
import io.pagesync.view.html.RunPage.May;
import io.pagesync.web.Access;
import io.pagesync.web.Asked;
import io.pagesync.web.Shown;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The paths of the web page: who reads and who does what where. Those of the REST interface are handed on. */
final class Site {
    private static final int BARS = 20;
    private static final int RUNS = 30;
    /** A run that goes on is drawn anew more often, in seconds. */
    private static final int OFTEN = 2;

    private static final int SELDOM = 5;
    private static final int MOST_KEYS = 1000;

    private final Views views;
    private final Access access;
    private final Actions actions;
    private final Supplier<List<String>> log;
    private final Rest rest;

    /** {@code log} gives what the process has said last. */
    Site(Views views, Access access, Actions actions, Supplier<List<String>> log) {
        this.views = views;
        this.access = access;
        this.actions = actions;
        this.log = log;
        this.rest = new Rest(views, access, actions);
    }

    /** Answers a request. */
    Shown answer(Asked asked) {
        List<String> path = asked.parts();
        if (path.size() > 1 && path.get(0).equals("api") && path.get(1).equals("v1")) {
            return rest.answer(asked, path.subList(2, path.size()));
        }
        try {
            String way = path.isEmpty() ? "/" : path.get(0) + "/" + path.size();
            return asked.method().equals("POST") ? form(asked, path, way) : page(asked, path, way);
        } catch (PagesyncException e) {
            Failure failure = Failure.of(e);
            return message(asked, failure.status(), failure.title(), failure.sentence());
        }
    }

    private Shown page(Asked asked, List<String> path, String way) {
        return switch (way) {
            case "/" -> overview(asked);
            case "syncs/2" -> sync(asked, path.get(1));
            case "runs/2" -> run(asked, path.get(1));
            case "login/1" -> login(asked, 200, "");
            case "actions/1" ->
                isIn(asked)
                        ? Shown.html(
                                200,
                                Pages.actions(
                                        frame(asked, "Actions", 0),
                                        views.ledger().actions(RUNS * 10)))
                        : Shown.seeOther("/login");
            case "syncs/3" -> path.get(2).equals("reset") ? askToReset(asked, path.get(1)) : nothing(asked);
            case "runs/3" -> path.get(2).equals("approve") ? askToApprove(asked, path.get(1)) : nothing(asked);
            case "assets/2" -> asset(asked, path.get(1));
            default -> nothing(asked);
        };
    }

    private Shown form(Asked asked, List<String> path, String way) {
        if (!access.isOn()) {
            return message(
                    asked, 403, "Nobody may act here", "Set pagesync.management.token, and act by log-in with that.");
        }
        if (way.equals("login/1")) {
            return logIn(asked);
        }
        if (!access.isOurForm(asked)) {
            return message(asked, 403, "Not allowed", "Log in, and send the form again from its page.");
        }
        String who = "log-in from " + asked.remote();
        boolean full = asked.form().containsKey("full");
        boolean refused = asked.form().containsKey("refused");
        String last = path.get(path.size() - 1);
        return switch (way + "/" + last) {
            case "logout/1/logout" -> Shown.seeOther("/").with("Set-Cookie", access.end(asked));
            case "syncs/3/run" -> went(actions.run(who, path.get(1), false, full));
            case "runs/3/stop" -> went(actions.stop(who, path.get(1)));
            case "runs/3/retry" -> went(actions.retry(who, path.get(1), refused));
            case "runs/3/approve" -> done(asked, actions.approve(who, path.get(1)));
            case "syncs/3/reset" -> done(asked, actions.reset(who, path.get(1)));
            default -> nothing(asked);
        };
    }

    private static Shown went(Actions.Done done) {
        return Shown.seeOther(
                done.run().isEmpty()
                        ? "/syncs/" + QueryEncoding.of(done.sync())
                        : "/runs/" + QueryEncoding.of(done.run()));
    }

    private Shown done(Asked asked, Actions.Done done) {
        return message(asked, 200, done.sync(), done.result());
    }

    private Shown logIn(Asked asked) {
        if (!Access.isSameOrigin(asked)) {
            return message(asked, 403, "Not allowed", "Log in on the page of Pagesync itself.");
        }
        return switch (access.look(asked.form().getOrDefault("token", ""))) {
            case WELL -> Shown.seeOther("/").with("Set-Cookie", access.begin());
            case WRONG -> login(asked, 401, "That is not the token.");
            case TOO_MANY -> login(asked, 429, "There were too many wrong tokens; try again in a minute.");
        };
    }

    private Shown login(Asked asked, int status, String wrong) {
        return access.isOn()
                ? Shown.html(status, Pages.login(frame(asked, "Log in", 0), wrong))
                : message(
                        asked,
                        404,
                        "Nobody may act here",
                        "Set pagesync.management.token to run, stop, retry, approve and reset by this page.");
    }

    private Shown overview(Asked asked) {
        List<OverviewPage.Sync> syncs = views.syncs(BARS).stream()
                .map(look -> new OverviewPage.Sync(
                        look.facts(views.pausedUntil(look.sync().name())), look.runs()))
                .toList();
        return Shown.html(200, Pages.overview(frame(asked, "Syncs", SELDOM), syncs, views.workers(), log.get()));
    }

    private Shown sync(Asked asked, String name) {
        SyncLook look = views.sync(name, RUNS);
        return Shown.html(
                200,
                Pages.sync(
                        frame(asked, name, SELDOM),
                        views.plan(look),
                        look.runs(),
                        views.live(name).orElse(null)));
    }

    private Shown run(Asked asked, String id) {
        Optional<RunEntry> found = views.run(id);
        if (found.isEmpty()) {
            return message(asked, 404, "Not found", "There is no run '" + id + "'.");
        }
        RunEntry run = found.get();
        RunDetails details = views.details(run, isIn(asked));
        boolean open = run.state() == RunEntry.State.RUNNING;
        May may = isIn(asked) ? actions.may(run) : May.NOTHING;
        return Shown.html(
                200, Pages.run(frame(asked, "Run of " + run.sync(), open ? OFTEN : SELDOM), run, details, may));
    }

    private Shown askToReset(Asked asked, String name) {
        if (!isIn(asked)) {
            return Shown.seeOther("/login");
        }
        var unused = views.sync(name, 1);
        String path = "/syncs/" + QueryEncoding.of(name);
        return Shown.html(
                200,
                Pages.confirm(new Pages.Confirm(
                        frame(asked, "Reset " + name, 0),
                        List.of("All runs of " + name
                                + " are forgotten, and its mark: the next one begins anew and asks"
                                + " for everything. What destinations hold stays."),
                        List.of(),
                        path + "/reset",
                        "Forget all runs",
                        path)));
    }

    private Shown askToApprove(Asked asked, String id) {
        if (!isIn(asked)) {
            return Shown.seeOther("/login");
        }
        List<Approval> approvals = actions.approvals(id);
        if (approvals.isEmpty()) {
            return message(asked, 409, "Not possible", "Nothing waits any more.");
        }
        String path = "/runs/" + QueryEncoding.of(id);
        return Shown.html(
                200,
                Pages.confirm(new Pages.Confirm(
                        frame(asked, "Approve deletes", 0),
                        approvals.stream().map(Approval::what).map(OneLine::of).toList(),
                        approvals.stream()
                                .flatMap(each -> each.keys(MOST_KEYS).stream())
                                .map(OneLine::of)
                                .toList(),
                        path + "/approve",
                        "Do that",
                        path)));
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

    private boolean isIn(Asked asked) {
        return access.csrf(asked).isPresent();
    }

    private Frame frame(Asked asked, String title, int refresh) {
        return new Frame(title, refresh, access.isOn(), access.csrf(asked).orElse(""));
    }
}
