package io.pagesync.paging;

import io.pagesync.QueryEncoding;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The query of each page: the collection's own parameters, as the user wrote them, and the page's number.
 *
 * @param parameters encoded {@code name=value} pairs, without the page number
 * @param pageParameter the name of the parameter that takes the page number
 * @param firstPage the number the API gives its first page, 0 or 1 as a rule
 */
public record PageQuery(List<String> parameters, String pageParameter, int firstPage) {
    private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** Copies the list. */
    public PageQuery {
        parameters = List.copyOf(parameters);
    }

    /**
     * From a query as a user writes it.
     *
     * @param query encoded or not, without a question mark; a page number in it is dropped, every run asks for all
     * @param sizeParameter the name of the parameter that takes the page size
     * @param pageSize the page size to ask for; 0 leaves the query's own, or the server's default
     */
    public static PageQuery of(String query, String pageParameter, String sizeParameter, int pageSize, int firstPage) {
        List<String> parameters = Arrays.stream(query.split("&", -1))
                .filter(pair -> !pair.isEmpty())
                .filter(pair -> !name(pair).equals(pageParameter))
                .filter(pair -> pageSize == 0 || !name(pair).equals(sizeParameter))
                .map(PageQuery::encodeUnsafe)
                .collect(Collectors.toList());
        if (pageSize > 0) {
            parameters.add(QueryEncoding.of(sizeParameter) + "=" + pageSize);
        }
        return new PageQuery(parameters, pageParameter, firstPage);
    }

    /** The encoded query that asks for the page; pages count from 1 here, whatever the API does. */
    public String page(int page) {
        String number = QueryEncoding.of(pageParameter) + "=" + ((long) firstPage + page - 1);
        return parameters.isEmpty() ? number : String.join("&", parameters) + "&" + number;
    }

    /** The decoded names of the collection's own parameters, each once, in their order. */
    public Set<String> names() {
        return parameters.stream().map(PageQuery::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The decoded values of the collection's own parameter, in their order; empty if it is not there. */
    public List<String> values(String parameter) {
        return parameters.stream()
                .filter(pair -> name(pair).equals(parameter))
                .map(pair -> pair.indexOf('=') < 0 ? "" : decode(pair.substring(pair.indexOf('=') + 1)))
                .toList();
    }

    private static String name(String pair) {
        int equals = pair.indexOf('=');
        return decode(equals < 0 ? pair : pair.substring(0, equals));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A percent sign that encodes nothing stands for itself.
            return text;
        }
    }

    /** Encodes what may not stand in a query, and leaves what the user has encoded already. */
    private static String encodeUnsafe(String pair) {
        StringBuilder safe = new StringBuilder(pair.length());
        LONE_PERCENT.matcher(pair).replaceAll("%25").codePoints().forEach(c -> {
            boolean plain = c > ' ' && c < 0x7F && "\"<>\\^`{|}#[]".indexOf(c) < 0;
            safe.append(plain ? Character.toString(c) : QueryEncoding.of(Character.toString(c)));
        });
        return safe.toString();
    }
}
