package io.pagesync.recording.edit;

import io.pagesync.page.look.LinkHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes the links of a header {@code Link}. */
final class LinkEdit {
    private static final Pattern LINK = Pattern.compile("<([^<>]*)>([^<]*)");

    private LinkEdit() {}

    /**
     * The header with other links.
     *
     * @param withoutNext whether the link to the next page is left out
     * @param last what becomes of the link to the last one
     * @return empty if no link is left
     */
    static String of(String header, boolean withoutNext, UnaryOperator<String> last) {
        List<String> links = new ArrayList<>();
        Matcher each = LINK.matcher(header);
        while (each.find()) {
            Map<String, String> relations = LinkHeader.parse(each.group());
            String url = relations.containsKey("last") ? last.apply(each.group(1)) : each.group(1);
            if (!(withoutNext && relations.containsKey("next"))) {
                links.add("<" + url + ">" + each.group(2).strip().replaceFirst("\\s*,$", ""));
            }
        }
        return String.join(", ", links);
    }
}
