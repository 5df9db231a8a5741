package io.pagesync.view.html;

import java.util.Locale;

/** How a state is drawn: each has a colour and a sign, so that nobody needs to tell the colours apart. */
enum Mood {
    /** All is well. */
    OK("✓"),
    /** Something goes on. */
    RUN("▶"),
    /** Somebody should look. */
    WARN("!"),
    /** Something is missing. */
    BAD("✕"),
    /** There is nothing to say. */
    OFF("–");

    private final String sign;

    Mood(String sign) {
        this.sign = sign;
    }

    /** That of a state of a sync or a run, or a verdict, in any case. */
    static Mood of(String state) {
        return switch (state.toLowerCase(Locale.ROOT)) {
            case "fresh", "complete", "repaired" -> OK;
            case "running" -> RUN;
            case "late", "blocked", "unsent", "drifted", "refused", "paused" -> WARN;
            case "never run", "" -> OFF;
            default -> BAD;
        };
    }

    /** Its class in the style sheet. */
    String kind() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A state as it is drawn. */
    static State state(String text) {
        Mood mood = of(text);
        return new State(text, mood.kind(), mood.sign);
    }

    /**
     * A state.
     *
     * @param text in words
     * @param kind its class in the style sheet
     * @param sign its sign
     */
    record State(String text, String kind, String sign) {}
}
