package io.pagesync.view.html;

import io.pagesync.ledger.Ledger.Action;
import io.pagesync.ledger.RunEntry;
import io.pagesync.report.Times;
import io.pagesync.view.LiveFacts;
import io.pagesync.view.RunDetails;
import io.pagesync.view.SyncPlan;
import io.pagesync.view.WorkerFacts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages as HTML, and what they need of style and script. */
public final class Pages {
    private Pages() {}

    /** All syncs, and what the process has said last. */
    public static String overview(
            Frame frame, List<OverviewPage.Sync> syncs, List<WorkerFacts> workers, List<String> lines) {
        return Templates.of("overview", OverviewPage.of(frame, syncs, workers, lines, Instant.now()));
    }

    /**
     * A sync.
     *
     * @param runs its last runs, the newest first
     * @param live where its open run is; null if it has none here
     */
    public static String sync(Frame frame, SyncPlan plan, List<RunEntry> runs, @Nullable LiveFacts live) {
        return Templates.of("sync", SyncPage.of(frame, plan, runs, live, Instant.now()));
    }

    /** A run. */
    public static String run(Frame frame, RunEntry run, RunDetails details, RunPage.May may) {
        return Templates.of("run", RunPage.of(frame, run, details, may, Instant.now()));
    }

    /** A sentence, and the way back. */
    public static String message(Frame frame, String sentence) {
        return Templates.of("message", new Message(frame, sentence));
    }

    /** What is said in a page of its own. */
    record Message(Frame frame, String sentence) {}

    /** Where one logs in; {@code wrong} says why it has not gone well, and is empty before it was tried. */
    public static String login(Frame frame, String wrong) {
        return Templates.of("login", new LogIn(frame, wrong));
    }

    /** Where one logs in. */
    record LogIn(Frame frame, String wrong) {}

    /** A question before something is done that cannot be undone. */
    public static String confirm(Confirm question) {
        return Templates.of("confirm", question);
    }

    /**
     * A question.
     *
     * @param frame what is around
     * @param sentences what would be done
     * @param keys the keys of the rows that it is about
     * @param action the path that does it
     * @param button what its button says
     * @param back the path of who does not want it
     */
    public record Confirm(
            Frame frame, List<String> sentences, List<String> keys, String action, String button, String back) {
        /** Copies the lists. */
        public Confirm {
            sentences = List.copyOf(sentences);
            keys = List.copyOf(keys);
        }

        /** Whether any keys are shown. */
        boolean any() {
            return !keys.isEmpty();
        }
    }

    /** What persons have had done by hand, the newest first. */
    public static String actions(Frame frame, List<Action> actions) {
        return Templates.of(
                "actions",
                new Deeds(
                        frame,
                        actions.stream()
                                .map(each -> new Deed(
                                        Times.moment(each.at()),
                                        each.what(),
                                        each.sync(),
                                        each.run(),
                                        each.who(),
                                        each.result()))
                                .toList()));
    }

    /** What was done by hand. */
    record Deeds(Frame frame, List<Deed> rows) {
        /** Whether there is anything. */
        boolean any() {
            return !rows.isEmpty();
        }
    }

    /** One of it. */
    record Deed(String at, String what, String sync, String run, String who, String result) {}

    /** The style sheet. */
    public static String style() {
        return Templates.text("page.css");
    }

    /** The icon. */
    public static String icon() {
        return Templates.text("icon.svg");
    }

    /** The script, without which all can be read. */
    public static String script() {
        return Templates.text("page.js");
    }
}
