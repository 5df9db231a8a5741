package io.pagesync.camel.context;

/** The text in RAW(...): Camel takes that away where it sets an endpoint's option, not where a placeholder carries it on. */
public final class RawText {
    private RawText() {}

    public static String of(String text) {
        return text.startsWith("RAW(") && text.endsWith(")") ? text.substring(4, text.length() - 1) : text;
    }
}
