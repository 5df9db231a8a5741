package io.pagesync.recording;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scheme, host and port of the server that was recorded. Links to it are found in any text, also under the other scheme, as
 * servers behind a proxy write them, and with slashes that JSON has escaped.
 *
 * @param text such as {@code https://api.example.com}; empty where links stay as they are
 */
public record Origin(String text) {
    /** The text with each link to this server leading to another one. */
    String moved(String text, String server) {
        int slashes = this.text.indexOf("://");
        if (slashes < 0) {
            return text;
        }
        String authority = this.text.substring(slashes + 3);
        if (!text.contains(authority)) {
            return text;
        }
        Pattern links = Pattern.compile("(?i)https?:(//|\\\\/\\\\/)" + Pattern.quote(authority) + "(?![\\w.-]|:\\d)");
        return links.matcher(text)
                .replaceAll(link ->
                        Matcher.quoteReplacement(link.group(1).equals("//") ? server : server.replace("/", "\\/")));
    }
}
