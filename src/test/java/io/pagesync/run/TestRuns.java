package io.pagesync.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pagesync.api.Api;
import io.pagesync.config.ApiReader;
import io.pagesync.evidence.Identity;
import io.pagesync.evidence.Scrutiny;
import io.pagesync.ledger.Ledger;
import io.pagesync.ledger.MemoryLedger;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageReader;
import io.pagesync.paging.NextPages;
import io.pagesync.paging.PageNumbers;
import io.pagesync.paging.PageSequence;
import io.pagesync.paging.Paging;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Collection.Gather;
import io.pagesync.run.plan.Collection.OnPageFailure;
import io.pagesync.run.plan.Collection.Order;
import io.pagesync.run.plan.Collection.Verify;
import io.pagesync.settings.Naming;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs and pages for tests, without Camel. */
public final class TestRuns {
    private static final CollectionQuery QUERY = CollectionQuery.of("", "page", "pageSize", 0);

    private TestRuns() {}

    /** A run over a collection with the key id, page after page. */
    public static Run run() {
        return run(collection(Verify.COUNTED, OnPageFailure.STOP, Gather.REPORT));
    }

    /** The same, in this order, of a ledger. */
    public static Run run(Order order, Ledger ledger) {
        return new Run(
                collection(Verify.COUNTED, OnPageFailure.STOP, Gather.REPORT, order),
                new Api(ApiReader.defaults("t3", URI.create("https://h"))),
                ledger);
    }

    static Run run(Collection collection) {
        return new Run(collection, new Api(ApiReader.defaults("t3", URI.create("https://h"))), new MemoryLedger());
    }

    static Collection collection(Verify verify, OnPageFailure onPageFailure, Gather gather) {
        return collection(verify, onPageFailure, gather, Order.ARRIVAL);
    }

    private static Collection collection(Verify verify, OnPageFailure onPageFailure, Gather gather, Order order) {
        return new Collection(
                "items",
                "t3",
                "https://h/items",
                QUERY,
                new PageNumbers("/items", QUERY, "page", 1),
                format("id"),
                0,
                order,
                verify,
                onPageFailure,
                gather);
    }

    /** Records with the key id, of an API that counts its pages from 1 and whose end is looked at. */
    public static Scrutiny scrutiny() {
        return scrutiny(Identity.named("id"), true);
    }

    /** Looks at pages whose records are told apart so. */
    public static Scrutiny scrutiny(Identity identity, boolean looksBehind) {
        return new Scrutiny(
                identity, false, false, looksBehind, "pageParameter", 1, format("id"), Naming.ofFiles("t3"));
    }

    static PageFormat format(String key) {
        return new PageFormat(
                PageFormat.pointer("data"),
                PageFormat.pointer("total"),
                PageFormat.pointer("pageSize"),
                PageFormat.pointer("next"),
                PageFormat.key(key));
    }

    /** A page that says no total, with these ids. */
    public static Page page(int number, int... ids) {
        return read(number, "{\"data\":" + data(ids) + "}");
    }

    /** A page with total and page size. */
    public static Page declaring(int number, long total, long size, int... ids) {
        return read(number, "{\"total\":" + total + ",\"pageSize\":" + size + ",\"data\":" + data(ids) + "}");
    }

    public static Page read(int number, String body) {
        return PageReader.read(number, body.getBytes(UTF_8), null, format("id"));
    }

    /** The pages that a total and a page size make. */
    public static PageSequence numbered(long total, long size) {
        return begin(new PageNumbers("/items", QUERY, "page", 1), declaring(1, total, size));
    }

    /** Pages of which each names the next, by a cursor. */
    public static PageSequence chain(Page first) {
        return begin(chained(), first);
    }

    static NextPages chained() {
        return new NextPages(URI.create("https://h"), "/items", QUERY, "cursor");
    }

    private static PageSequence begin(Paging paging, Page first) {
        return paging.begin(first, format("id"), Naming.ofFiles("t3"), Paging.Earlier.NOTHING);
    }

    private static String data(int... ids) {
        return IntStream.of(ids).mapToObj(id -> "{\"id\":" + id + "}").collect(Collectors.joining(",", "[", "]"));
    }
}
