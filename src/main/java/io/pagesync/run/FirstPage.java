package io.pagesync.run;

import io.pagesync.NearestName;
import io.pagesync.page.InvalidPageException;
import io.pagesync.page.Page;
import io.pagesync.page.WholeNumber;
import io.pagesync.paging.NumberedPages;
import io.pagesync.paging.PagePlan;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the plan from what the first page says, or says why it cannot. */
final class FirstPage {
    private FirstPage() {}

    /**
     * The plan: as many pages as the declared total needs at the page size the server granted, which need not be the
     * one asked for.
     *
     * @throws InvalidPageException if the answer has no usable total or page size, or no record has the key
     */
    static PagePlan plan(Page first, Collection collection) {
        long total = total(first, collection);
        long size = size(first, collection, total);
        if (!collection.format().key().isEmpty()
                && first.getSize() > 0
                && first.keys().size() == 0) {
            String key = collection.format().key().stream()
                    .map(field -> field.toString().substring(1))
                    .collect(Collectors.joining(", "));
            throw invalid("no record of the first page has the key " + key + " ("
                    + collection.names().parameter("key") + ")" + NearestName.hint(key, fields(first)));
        }
        try {
            return new NumberedPages(collection.query(), total, size, collection.batchSize());
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage() + "; ask for larger pages ("
                    + collection.names().parameter("pageSize") + ")");
        }
    }

    private static long total(Page first, Collection collection) {
        String at = collection.format().total().toString();
        String text = first.envelope().total();
        if (text == null || text.equals("null")) {
            throw invalid("the answer has no total at '" + at + "'" + (text == null ? "" : " (it is null)")
                    + "; say where the number of records is ("
                    + collection.names().parameter("total") + ")");
        }
        return WholeNumber.parse(text)
                .orElseThrow(() -> invalid("the total at '" + at + "' is " + quoted(text)
                        + ", not a whole number of 0 or more; say where the number of records is ("
                        + collection.names().parameter("total") + ")"));
    }

    private static long size(Page first, Collection collection, long total) {
        String at = collection.format().size().toString();
        String text = first.envelope().size();
        if (text == null || text.equals("null")) {
            if (first.getSize() == 0 && total > 0) {
                throw invalid("the answer declares " + total + " records but holds none and names no page size at '"
                        + at + "'; check the page parameter and the path of the records ("
                        + collection.names().parameter("records") + ")");
            }
            return Math.max(1, first.getSize());
        }
        long size = WholeNumber.parse(text)
                .orElseThrow(() -> invalid("the page size at '" + at + "' is " + quoted(text)
                        + ", not a whole number; say where the page size is ("
                        + collection.names().parameter("size") + ")"));
        if (size == 0 && total > 0) {
            throw invalid("the page size at '" + at + "' is 0 while the total is " + total + "; ask for a page size ("
                    + collection.names().parameter("pageSize") + ")");
        }
        return Math.max(1, size);
    }

    private static Set<String> fields(Page first) {
        return first.record(0).getFields().keySet();
    }

    private static String quoted(String text) {
        return text.length() <= 40 ? "'" + text + "'" : "'" + text.substring(0, 40) + "...'";
    }

    private static InvalidPageException invalid(String message) {
        return new InvalidPageException(message, false, null);
    }
}
