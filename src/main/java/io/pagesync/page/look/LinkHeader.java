package io.pagesync.page.look;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header Link (RFC 8288): URLs by their relations, such as {@code next} and {@code last}. */
public final class LinkHeader {
    private static final Pattern LINK = Pattern.compile("<([^<>]*)>([^<]*)");
    private static final Pattern REL =
            Pattern.compile(";\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;,\"]+))", Pattern.CASE_INSENSITIVE);

    /** How Sentry says of a link that nothing is behind it. */
    private static final Pattern LEADS_NOWHERE =
            Pattern.compile(";\\s*results\\s*=\\s*\"?false\\b", Pattern.CASE_INSENSITIVE);

    private LinkHeader() {}

    /** The URLs in a header's text, of each relation the first; without those that are said to lead to no results. */
    public static Map<String, String> parse(String header) {
        Map<String, String> byRelation = new LinkedHashMap<>();
        Matcher link = LINK.matcher(header);
        while (link.find()) {
            Matcher rel = REL.matcher(link.group(2));
            if (rel.find() && !LEADS_NOWHERE.matcher(link.group(2)).find()) {
                String relations = rel.group(1) == null ? rel.group(2) : rel.group(1);
                for (String relation :
                        relations.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
                    byRelation.putIfAbsent(relation, link.group(1));
                }
            }
        }
        return byRelation;
    }
}
