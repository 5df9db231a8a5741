package io.pagesync.page;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What fields, headers and query parameters mean as a rule, by the names that APIs give them: what an answer says of the
 * pages before and behind it, and what asks for a page. Names are compared as words, without case and signs.
 */
public enum ApiWord {
    /** An object that holds what is said of the pages. */
    HOLDER(
            "links",
            "paging",
            "pagination",
            "pager",
            "pages",
            "meta",
            "metadata",
            "page",
            "pageinfo",
            "pageable",
            "cursor",
            "cursors",
            "responsemetadata",
            "navigation",
            "info",
            "result",
            "results",
            "response",
            "data",
            "hits",
            "total",
            "additionaldata"),
    /** How to ask for the next page; empty where there is none. */
    NEXT(
            "next",
            "nextpage",
            "nextlink",
            "nexturl",
            "nextpageurl",
            "nexthref",
            "nexturi",
            "nextcursor",
            "nexttoken",
            "nextpagetoken",
            "nextoffset",
            "odatanextlink",
            "nextpageuri",
            "nextrecordsurl",
            "nextmarker",
            "nextkey",
            "nextpageid",
            "continuation",
            "continuationtoken",
            "nextcontinuationtoken",
            "nextcursormark",
            "nextpagestart",
            "nextstart",
            "iotnextlink"),
    /** Whether there are more pages. */
    MORE(
            "hasmore",
            "hasnext",
            "hasnextpage",
            "hasmorepages",
            "hasmoreitems",
            "hasmoreresults",
            "more",
            "morerecords",
            "moreavailable",
            "istruncated",
            "truncated",
            "resulttruncated",
            "exceededtransferlimit",
            "moreitemsincollection",
            "hasmoredata",
            "morepages"),
    /** How many records there are behind this page. */
    REMAINING("remainingcount", "remainingitems", "remainingitemcount", "remainingrecords", "remainingresults"),
    /** Whether this page is the last one. */
    LAST("last", "islast", "islastpage", "lastpage", "endofrecords", "done", "complete"),
    /** Whether there is a page before. */
    HAS_BEFORE("hasprevious", "haspreviouspage", "hasprev", "hasprevpage"),
    /** Whether this page is the first one. */
    FIRST("first", "isfirst", "isfirstpage", "firstpage"),
    /** The number of pages, as a rule. */
    PAGES(
            "totalpages",
            "pagecount",
            "pagestotal",
            "numpages",
            "numberofpages",
            "pages",
            "lastpage",
            "totalpagecount",
            "totalnumberofpages",
            "maxpage"),
    /** The number of all records, as a rule. */
    TOTAL(
            "total",
            "totalcount",
            "totalelements",
            "totalitems",
            "totalrecords",
            "totalresults",
            "totalhits",
            "totalrows",
            "totalsize",
            "numfound",
            "xtotalcount",
            "odatacount"),
    /** The number of all records that a filter lets through, beside that of all there are. */
    FILTERED_TOTAL("recordsfiltered", "filtercount", "totalfiltered", "filteredcount", "filteredtotal"),
    /** Whether the total is a lower bound, or an estimate. */
    ROUGH(
            "incompleteresults",
            "incompletesearch",
            "approximate",
            "isapproximate",
            "estimated",
            "isestimated",
            "totalisestimate",
            "totalestimated",
            "totalwasestimated",
            "capped",
            "istotalcapped",
            "timedout",
            "terminatedearly"),
    /** Whether the total is neither. */
    EXACT("numfoundexact", "exhaustivenbhits", "totalexact", "istotalexact"),
    /** A number that may be the total, and may be anything else: believed where it is more than the page holds. */
    MAY_BE_TOTAL(
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
            "numberofrecords"),
    /** The total in a header, without X- in front. */
    TOTAL_HEADER(
            "wptotal", "paginationtotalcount", "paginationcount", "paginationtotal", "pagingtotalrecordcount", "count"),
    /** The number of pages in a header, without X- in front. */
    PAGES_HEADER("wptotalpages", "paginationpagecount", "paginationtotalpages", "pagingtotalpages"),
    /** The parameter that takes a page's number, and the field that repeats it. */
    PAGE(
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
            "pagenr"),
    /** The field that repeats a page's number under a name that is not its parameter's. */
    PAGE_ECHO("number", "currentpage", "curpage", "pagecurrent"),
    /** The parameter that takes an offset, and the field that repeats it. */
    OFFSET(
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
            "sysparmoffset"),
    /** The parameter that takes a page size, and the field that repeats it. */
    SIZE(
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
            "sysparmlimit"),
    /** The parameter that takes a cursor. */
    CURSOR(
            "cursor",
            "after",
            "pagetoken",
            "token",
            "nexttoken",
            "nextpagetoken",
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
            "cursormark",
            "pageafter",
            "searchafter",
            "paginationtoken",
            "scrollid",
            "skipfilter");

    /** A parameter that is one of several about pages, such as {@code pagination[page]}. */
    private static final Pattern ONE_OF =
            Pattern.compile("(?i)(?:pagination|paging|pager|search_?criteria)\\[([^\\[\\]]+)]");

    /** Made by Set.of, which its type does not say. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> words;

    ApiWord(String... words) {
        this.words = Set.of(words);
    }

    /** A name without case and signs. */
    public static String of(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    /** Whether what has this name means it. */
    public boolean names(String name) {
        Matcher one = ONE_OF.matcher(name);
        return is(of(one.matches() ? one.group(1) : name));
    }

    /** Whether this word, made of a name before, means it. */
    public boolean is(String word) {
        return words.contains(word);
    }
}
