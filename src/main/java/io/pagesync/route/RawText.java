package io.pagesync.route;

/** The text in RAW(...): Camel takes that away where it sets an endpoint's option, not where a placeholder carries it on. */
final class RawText {
    private RawText() {}

    static String of(String text) {
        return text.startsWith("RAW(") && text.endsWith(")") ? text.substring(4, text.length() - 1) : text;
    }
}
