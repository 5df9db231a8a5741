package io.pagesync.sandbox;

import io.pagesync.sandbox.style.Style;
import io.pagesync.sandbox.style.counted.ContentRange;
import io.pagesync.sandbox.style.counted.LinkLast;
import io.pagesync.sandbox.style.counted.Members;
import io.pagesync.sandbox.style.counted.Numbers;
import io.pagesync.sandbox.style.counted.NumbersFromZero;
import io.pagesync.sandbox.style.counted.NumbersInPath;
import io.pagesync.sandbox.style.counted.OffsetAndLimit;
import io.pagesync.sandbox.style.counted.Search;
import io.pagesync.sandbox.style.counted.SizeInPage;
import io.pagesync.sandbox.style.counted.TotalInHeader;
import io.pagesync.sandbox.style.counted.WordPress;
import io.pagesync.sandbox.style.open.CursorInBody;
import io.pagesync.sandbox.style.open.CursorInHeader;
import io.pagesync.sandbox.style.open.GraphQl;
import io.pagesync.sandbox.style.open.LinkNext;
import io.pagesync.sandbox.style.open.MediaWiki;
import io.pagesync.sandbox.style.open.NextPath;
import io.pagesync.sandbox.style.open.NextUrl;
import io.pagesync.sandbox.style.open.RepeatingEnd;
import io.pagesync.sandbox.style.open.SearchAfter;
import io.pagesync.sandbox.style.open.Stripe;
import io.pagesync.sandbox.style.open.UnknownEnd;
import java.util.Map;

/** How a sandbox pages; all else is the same in each style. */
public enum SandboxStyle {
    /** By number from 1, the total in the body, as the T3 API. */
    NUMBERS("numbers", new Numbers()),
    /** By number from 0, as Spring Data. */
    NUMBERS_FROM_ZERO("numbers-from-zero", new NumbersFromZero()),
    /** By a number in the path. */
    NUMBERS_IN_PATH("numbers-in-path", new NumbersInPath()),
    /** By number and size in one parameter. */
    SIZE_IN_PAGE("size-in-page", new SizeInPage()),
    /** By offset and limit, as Redmine. */
    OFFSET("offset", new OffsetAndLimit()),
    /** The total in {@code X-Total-Count}, as json-server 0.17. */
    TOTAL_HEADER("total-header", new TotalInHeader()),
    /** Records and pages in headers, a page behind the end refused, as WordPress. */
    WORDPRESS("wordpress", new WordPress()),
    /** {@code Content-Range}, as PostgREST. */
    CONTENT_RANGE("content-range", new ContentRange()),
    /** A {@code Link} to the next and the last page, as GitHub. */
    LINK_LAST("link-last", new LinkLast()),
    /** A {@code Link} to the next page only, as Shopify. */
    LINK_NEXT("link-next", new LinkNext()),
    /** Nothing but records; empty behind the end. */
    UNKNOWN_END("unknown-end", new UnknownEnd()),
    /** Nothing but records; behind the end the last page again. */
    REPEATING_END("repeating-end", new RepeatingEnd()),
    /** The next page's URL in the body, as Django REST framework. */
    NEXT_URL("next-url", new NextUrl()),
    /** The next page's URL without scheme and host in the body, as JSON:API. */
    NEXT_PATH("next-path", new NextPath()),
    /** A cursor in the body. */
    CURSOR("cursor", new CursorInBody()),
    /** A cursor in a header. */
    CURSOR_HEADER("cursor-header", new CursorInHeader()),
    /** Behind the last record's id, as Stripe. */
    STRIPE("stripe", new Stripe()),
    /** An object of parameters to go on with, as MediaWiki. */
    MEDIAWIKI("mediawiki", new MediaWiki()),
    /** POST with from and size, as Elasticsearch. */
    SEARCH("search", new Search()),
    /** POST with search_after, as Elasticsearch. */
    SEARCH_AFTER("search-after", new SearchAfter()),
    /** POST of a query with variables, as GraphQL's connections. */
    GRAPHQL("graphql", new GraphQl()),
    /** Records as the members of an object. */
    MEMBERS("members", new Members());

    private final String text;

    /** A style has no state. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Style style;

    SandboxStyle(String text, Style style) {
        this.text = text;
        this.style = style;
    }

    Style style() {
        return style;
    }

    /** The parameters of {@code kamelet:collection-source} that say this style, those that are not its defaults. */
    public Map<String, String> parameters() {
        return style.parameters();
    }

    /** Its name, as {@code pagesync sandbox --style} takes it. */
    @Override
    public String toString() {
        return text;
    }
}
