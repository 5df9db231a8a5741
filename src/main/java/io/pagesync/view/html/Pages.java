package io.pagesync.view.html;

import io.pagesync.ledger.RunEntry;
import io.pagesync.view.LiveFacts;
import io.pagesync.view.RunDetails;
import io.pagesync.view.SyncPlan;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages as HTML, and what they need of style and script. */
public final class Pages {
    private Pages() {}

    /** All syncs, and what the process has said last. */
    public static String overview(Frame frame, List<OverviewPage.Sync> syncs, List<String> lines) {
        return Templates.of("overview", OverviewPage.of(frame, syncs, lines, Instant.now()));
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
