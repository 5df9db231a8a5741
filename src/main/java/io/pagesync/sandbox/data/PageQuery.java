package io.pagesync.sandbox.data;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request for a page asks for, its parameters checked.
 *
 * @param page from 1 up
 * @param pageSize from 1 up; what was asked for, not yet capped
 * @param sort the order of the records
 * @param strict whether a page past the end is an error
 * @param filters conditions; empty for all records
 * @param any true if one filter is enough, false if all must hold
 */
public record PageQuery(
        int page, int pageSize, SortOrder sort, boolean strict, List<RecordFilter> filters, boolean any) {
    private static final int DEFAULT_PAGE_SIZE = 100;

    public PageQuery {
        filters = List.copyOf(filters);
    }

    /** Reads a page query from its decoded parameters; parameters it does not know are passed over. */
    public static PageQuery parse(Map<String, List<String>> parameters) {
        return new PageQuery(
                number("page", parameters, 1),
                number("pageSize", parameters, DEFAULT_PAGE_SIZE),
                SortOrder.parse(first("sort", parameters)),
                choice("strictPagination", parameters, "false", "true"),
                parameters.getOrDefault("filter", List.of()).stream()
                        .map(RecordFilter::parse)
                        .toList(),
                choice("filterLogic", parameters, "and", "or"));
    }

    /** The first value of a parameter, or null. */
    public static @Nullable String first(String name, Map<String, List<String>> parameters) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.isEmpty() ? null : values.get(0);
    }

    /** A page number, or null where the text is none. */
    public static @Nullable Integer wholeNumber(@Nullable String text) {
        if (text == null || !text.matches("[0-9]{1,10}")) {
            return null;
        }
        long value = Long.parseLong(text);
        return value < 1 || value > Integer.MAX_VALUE ? null : (int) value;
    }

    private static int number(String name, Map<String, List<String>> parameters, int otherwise) {
        String text = first(name, parameters);
        if (text == null) {
            return otherwise;
        }
        Integer value = wholeNumber(text);
        if (value == null) {
            throw RefusedException.badRequest(name + " must be a whole number from 1 to " + Integer.MAX_VALUE);
        }
        return value;
    }

    private static boolean choice(String name, Map<String, List<String>> parameters, String no, String yes) {
        String text = first(name, parameters);
        if (text == null || text.equals(no)) {
            return false;
        }
        if (text.equals(yes)) {
            return true;
        }
        throw RefusedException.badRequest(name + " must be " + no + " or " + yes);
    }
}
