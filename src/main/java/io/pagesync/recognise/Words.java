package io.pagesync.recognise;

import io.pagesync.page.ApiWord;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What follows from the words of APIs, as {@link ApiWord} lists them: which parameter goes with which field or parameter. */
final class Words {
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
            Map.entry("page[size]", List.of("page[number]")),
            Map.entry("pagination[limit]", List.of("pagination[start]")));

    /**
     * A parameter that answers repeat under another name than it has.
     *
     * @param records what the place of the records begins with
     * @param mark a field by which such an answer is known
     * @param echo the name under which it is repeated
     * @param parameter its own name
     * @param size the parameter beside it that takes the page size
     */
    record Spelling(String records, String mark, String echo, String parameter, String size) {}

    /** Of Strapi, Magento, Auth0, Crossref and Feathers. */
    static final List<Spelling> SPELLINGS = List.of(
            new Spelling("/data", "/meta/pagination/pageCount", "page", "pagination[page]", "pagination[pageSize]"),
            new Spelling("/data", "/meta/pagination/start", "start", "pagination[start]", "pagination[limit]"),
            new Spelling(
                    "/items",
                    "/search_criteria/current_page",
                    "page",
                    "searchCriteria[currentPage]",
                    "searchCriteria[pageSize]"),
            new Spelling("", "/length", "start", "page", "per_page"),
            new Spelling("/message/items", "/message-version", "start-index", "offset", "rows"),
            new Spelling("/data", "/limit", "skip", "$skip", "$limit"));

    private Words() {}

    /** Whether a field of this name repeats the page's number; {@code counts} if pages or records are counted beside it. */
    static boolean repeatsPage(String name, boolean counts) {
        String word = ApiWord.of(name);
        return ApiWord.PAGE.is(word) || (ApiWord.PAGE_ECHO.is(word) && (counts || !word.equals("number")));
    }

    /** The parameter that takes what a field of this name repeats. */
    static String parameterOf(String field) {
        return ApiWord.PAGE_ECHO.names(field) ? "page" : field;
    }

    static boolean isTotalHeader(String name) {
        String bare = name.toLowerCase(Locale.ROOT).replaceFirst("^x-", "");
        return ApiWord.TOTAL.names(bare) || ApiWord.TOTAL_HEADER.names(bare);
    }

    static boolean isPagesHeader(String name) {
        String bare = name.toLowerCase(Locale.ROOT).replaceFirst("^x-", "");
        return ApiWord.PAGES.names(bare) || ApiWord.PAGES_HEADER.names(bare);
    }

    /** What may ask for a page, the likeliest first, where the page size is asked for by {@code size}, if it is. */
    static List<String> beside(String size) {
        return BESIDE_SIZE.getOrDefault(
                size, size.isEmpty() || ApiWord.SIZE.names(size) ? List.of("page", "offset") : List.of());
    }

    /** The parameters that may take a cursor that stands under this name, the likeliest first. */
    static List<String> takes(String field) {
        String bare = field.replaceFirst("(?i)^next[_-]?", "");
        String own = bare.isEmpty() ? field : Character.toLowerCase(bare.charAt(0)) + bare.substring(1);
        return switch (ApiWord.of(field)) {
            case "next" -> List.of("cursor", "after");
            case "continuationtoken" -> List.of("continuationToken", field);
            case "nexttoken" -> List.of(field, "pagination_token");
            case "nextkey", "nextpageid", "lastid", "endcursor", "aftercursor" -> List.of("after", field);
            default ->
                own.equals("cursor")
                        ? List.of("cursor", "after")
                        : own.equals(field) || ApiWord.of(own).endsWith("cursor")
                                ? List.of(own, "cursor")
                                : List.of(own, field);
        };
    }
}
