package io.pagesync.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pagesync.api.Api;
import io.pagesync.api.ApiSettings;
import io.pagesync.page.Page;
import io.pagesync.page.PageFormat;
import io.pagesync.page.PageReader;
import io.pagesync.paging.PageQuery;
import io.pagesync.run.Collection.Gather;
import io.pagesync.run.Collection.OnPageFailure;
import io.pagesync.run.Collection.Order;
import io.pagesync.run.Collection.Verify;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs and pages for tests, without Camel. */
public final class Runs {
    private Runs() {}

    /** A run over a collection with the key id, page after page. */
    public static Run run() {
        return run(collection(Verify.COUNTED, OnPageFailure.STOP, Gather.REPORT));
    }

    static Run run(Collection collection) {
        return new Run(collection, new Api(ApiSettings.of("t3", URI.create("https://h"))), new MemoryLedger());
    }

    static Collection collection(Verify verify, OnPageFailure onPageFailure, Gather gather) {
        return new Collection(
                "items",
                "t3",
                "https://h/items",
                "/items",
                PageQuery.of("", "page", "pageSize", 0, 1),
                format("id"),
                0,
                Order.ARRIVAL,
                verify,
                onPageFailure,
                gather);
    }

    static PageFormat format(String key) {
        return new PageFormat(
                PageFormat.pointer("data"),
                PageFormat.pointer("total"),
                PageFormat.pointer("pageSize"),
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

    static Page read(int number, String body) {
        return PageReader.read(number, body.getBytes(UTF_8), null, format("id"));
    }

    private static String data(int... ids) {
        return IntStream.of(ids).mapToObj(id -> "{\"id\":" + id + "}").collect(Collectors.joining(",", "[", "]"));
    }
}
