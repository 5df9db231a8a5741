package io.pagesync.recognise;

import io.pagesync.page.read.EndHints;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The words of APIs for what asks for a page: names of query parameters, and of the fields that repeat them. What an answer
 * says of the pages before and behind it has its words in {@link EndHints}.
 */
final class Words {
    private static final Set<String> PAGE = Set.of(
            "page",
            "p",
            "pg",
            "paged",
            "pageno",
            "pagenum",
            "pagenumber",
            "pageindex",
            "currentpage",
            "curpage",
            "pagenr");
    private static final Set<String> OFFSET = Set.of(
            "offset",
            "skip",
            "start",
            "from",
            "startindex",
            "startat",
            "startfrom",
            "startposition",
            "startrow",
            "firstresult",
            "resultoffset",
            "pageoffset",
            "sysparmoffset");
    private static final Set<String> SIZE = Set.of(
            "pagesize",
            "size",
            "limit",
            "perpage",
            "count",
            "rows",
            "take",
            "top",
            "max",
            "maxresults",
            "pagelimit",
            "itemsperpage",
            "hitsperpage",
            "resultsperpage",
            "recordsperpage",
            "resultrecordcount",
            "numresults",
            "maxitems",
            "sysparmlimit");
    private static final Set<String> CURSOR = Set.of(
            "cursor",
            "after",
            "pagetoken",
            "token",
            "nexttoken",
            "continuationtoken",
            "continuation",
            "marker",
            "startcursor",
            "startingafter",
            "afterid",
            "skiptoken",
            "pageinfo",
            "bookmark",
            "pagecursor",
            "pageafter",
            "searchafter",
            "paginationtoken",
            "scrollid");
    /** Fields that repeat the page's number under a name that is not its parameter's. */
    private static final Set<String> PAGE_ECHO = Set.of("number", "currentpage", "curpage", "pagecurrent");

    /** Numbers that may be the total, and may be anything else: believed where they are more than the page holds. */
    private static final Set<String> WEAK_TOTAL = Set.of(
            "count",
            "items",
            "found",
            "matched",
            "recordcount",
            "resultcount",
            "itemcount",
            "hitcount",
            "numresults",
            "numbermatched",
            "nbhits",
            "recordstotal",
            "totalentries",
            "totalobjects",
            "totalfound",
            "totalnumber",
            "resultscount",
            "numberofresults",
            "numberofrecords");
    /** In headers, without X- in front. */
    private static final Set<String> TOTAL_HEADERS = Set.of(
            "wptotal", "paginationtotalcount", "paginationcount", "paginationtotal", "pagingtotalrecordcount", "count");

    private static final Set<String> PAGES_HEADERS =
            Set.of("wptotalpages", "paginationpagecount", "paginationtotalpages", "pagingtotalpages");

    /** What asks for a page where this asks for its size. */
    private static final Map<String, List<String>> BESIDE_SIZE = Map.ofEntries(
            Map.entry("$top", List.of("$skip")),
            Map.entry("top", List.of("skip")),
            Map.entry("take", List.of("skip")),
            Map.entry("rows", List.of("start")),
            Map.entry("$limit", List.of("$offset")),
            Map.entry("limit", List.of("offset", "page")),
            Map.entry("max", List.of("offset", "page")),
            Map.entry("maxResults", List.of("startAt", "page")),
            Map.entry("count", List.of("offset", "page")),
            Map.entry("_limit", List.of("_page", "_start")),
            Map.entry("_per_page", List.of("_page")),
            Map.entry("resultRecordCount", List.of("resultOffset")),
            Map.entry("sysparm_limit", List.of("sysparm_offset")),
            Map.entry("page[limit]", List.of("page[offset]")),
            Map.entry("page[size]", List.of("page[number]")));

    private Words() {}

    static boolean isPage(String name) {
        return PAGE.contains(EndHints.word(name));
    }

    static boolean isOffset(String name) {
        return OFFSET.contains(EndHints.word(name));
    }

    static boolean isSize(String name) {
        return SIZE.contains(EndHints.word(name));
    }

    static boolean isCursor(String name) {
        return CURSOR.contains(EndHints.word(name));
    }

    /** Whether a field of this name repeats the page's number; {@code counts} if pages or records are counted beside it. */
    static boolean repeatsPage(String name, boolean counts) {
        String word = EndHints.word(name);
        return PAGE.contains(word) || (PAGE_ECHO.contains(word) && (counts || !word.equals("number")));
    }

    /** The parameter that takes what a field of this name repeats. */
    static String parameterOf(String field) {
        return PAGE_ECHO.contains(EndHints.word(field)) ? "page" : field;
    }

    static boolean mayBeTotal(String name) {
        return WEAK_TOTAL.contains(EndHints.word(name));
    }

    static boolean isTotalHeader(String name) {
        String bare = name.toLowerCase(Locale.ROOT).replaceFirst("^x-", "");
        return EndHints.namesTotal(bare) || TOTAL_HEADERS.contains(EndHints.word(bare));
    }

    static boolean isPagesHeader(String name) {
        String bare = name.toLowerCase(Locale.ROOT).replaceFirst("^x-", "");
        return EndHints.namesPages(bare) || PAGES_HEADERS.contains(EndHints.word(bare));
    }

    /** What may ask for a page, the likeliest first, where the page size is asked for by {@code size}, if it is. */
    static List<String> beside(String size) {
        return BESIDE_SIZE.getOrDefault(size, size.isEmpty() || isSize(size) ? List.of("page", "offset") : List.of());
    }

    /** The parameters that may take a cursor that stands under this name, the likeliest first. */
    static List<String> takes(String field) {
        String bare = field.replaceFirst("(?i)^next[_-]?", "");
        String own = bare.isEmpty() ? field : Character.toLowerCase(bare.charAt(0)) + bare.substring(1);
        return switch (EndHints.word(field)) {
            case "next" -> List.of("cursor", "after");
            case "nexttoken" -> List.of(field, "pagination_token");
            case "nextkey", "nextpageid", "lastid" -> List.of("after", field);
            default -> own.equals("cursor") ? List.of("cursor", "after") : List.of(own, "cursor");
        };
    }
}
