package io.pagesync.view.html;

/**
 * What is around each page.
 *
 * @param title its title
 * @param refresh after how many seconds it is drawn anew; 0 for never
 * @param actions whether anybody may act here
 * @param csrf what the forms of somebody carry who has logged in; empty if nobody has
 */
public record Frame(String title, int refresh, boolean actions, String csrf) {
    /** Whether it is drawn anew. */
    boolean live() {
        return refresh > 0;
    }

    /** Whether the reader has logged in. */
    boolean in() {
        return !csrf.isEmpty();
    }

    /** Whether the reader may log in, and has not. */
    boolean out() {
        return actions && !in();
    }
}
