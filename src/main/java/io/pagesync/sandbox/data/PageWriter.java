package io.pagesync.sandbox.data;

import java.util.Arrays;

/** Writes a page of one collection: finds its records, cuts the page, refuses one past the end where asked to. */
public final class PageWriter {
    private static final int RECORD_BYTES = 600;
    private static final int SCANNED_AT_ONCE = 4_096;

    private final RecordWriter records;
    private final ModifiedOrder modified;
    private final int pageSizeCap;

    PageWriter(RecordWriter records, ModifiedOrder modified, int pageSizeCap) {
        this.records = records;
        this.modified = modified;
        this.pageSizeCap = pageSizeCap;
    }

    /** The page of these live ids that the query asks for; {@code retrievedAt} is the text of that field. */
    public JsonBytes write(LiveIds live, PageQuery query, byte[] retrievedAt) {
        int pageSize = Math.min(query.pageSize(), pageSizeCap);
        long from = (query.page() - 1L) * pageSize;
        long to = from + pageSize;
        if (query.filters().isEmpty()) {
            refusePastTheEnd(query, pageSize, live.size());
            return page(query.sort().slice(live, modified, from, to), query.page(), pageSize, live.size(), retrievedAt);
        }
        long[] found = filtered(live, query);
        refusePastTheEnd(query, pageSize, found.length);
        int start = (int) Math.min(from, found.length);
        int end = (int) Math.min(to, found.length);
        return page(Arrays.copyOfRange(found, start, end), query.page(), pageSize, found.length, retrievedAt);
    }

    private JsonBytes page(long[] ids, int page, int pageSize, long total, byte[] retrievedAt) {
        JsonBytes out = new JsonBytes(100 + ids.length * RECORD_BYTES).raw("{\"data\":[");
        for (int i = 0; i < ids.length; i++) {
            if (i > 0) {
                out.ascii(',');
            }
            records.write(ids[i], retrievedAt, out);
        }
        out.raw("],\"page\":").number(page).raw(",\"pageSize\":").number(pageSize);
        return out.raw(",\"total\":").number(total).ascii('}');
    }

    // Every record is looked at, for the total of the answer; a million of them take some 30 ms.
    private long[] filtered(LiveIds live, PageQuery query) {
        JsonBytes scratch = new JsonBytes(40);
        long[] found = new long[64];
        int count = 0;
        for (long from = 0; from < live.size(); from += SCANNED_AT_ONCE) {
            for (long id : query.sort().slice(live, modified, from, from + SCANNED_AT_ONCE)) {
                if (accepted(id, query, scratch)) {
                    found = count < found.length ? found : Arrays.copyOf(found, count * 2);
                    found[count++] = id;
                }
            }
        }
        return Arrays.copyOf(found, count);
    }

    private boolean accepted(long id, PageQuery query, JsonBytes scratch) {
        for (RecordFilter filter : query.filters()) {
            if (filter.accepts(id, records, scratch) == query.any()) {
                return query.any();
            }
        }
        return !query.any();
    }

    private static void refusePastTheEnd(PageQuery query, int pageSize, long total) {
        long pages = Math.max(1, (total + pageSize - 1) / pageSize);
        if (query.strict() && query.page() > pages) {
            throw RefusedException.badRequest("page " + query.page() + " is past the last page, " + pages);
        }
    }
}
