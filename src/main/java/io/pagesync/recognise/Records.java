package io.pagesync.recognise;

import io.pagesync.page.ApiWord;
import io.pagesync.page.look.AnswerParts;
import io.pagesync.page.look.AnswerParts.Array;
import io.pagesync.page.look.AnswerParts.Members;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the records of an answer are.
 *
 * @param at the JSON pointer of the list
 * @param members whether they are the members of an object, rather than the elements of an array
 * @param count how many there are
 * @param others the places of other lists that look as much like records as these
 */
record Records(String at, boolean members, int count, List<String> others) {
    private static final Set<String> LISTS = Set.of(
            "data",
            "items",
            "results",
            "result",
            "records",
            "value",
            "values",
            "content",
            "entries",
            "rows",
            "list",
            "docs",
            "documents",
            "hits",
            "objects",
            "elements",
            "nodes",
            "features",
            "members",
            "member",
            "resources",
            "collection",
            "entities",
            "hydramember");
    private static final Set<String> OTHERS = Set.of(
            "error",
            "errors",
            "warnings",
            "link",
            "links",
            "included",
            "facets",
            "facetfields",
            "aggregations",
            "columns",
            "fields",
            "headers",
            "messages",
            "sort",
            "filters",
            "breadcrumbs",
            "expand",
            "context");

    /** Copies the list. */
    Records {
        others = List.copyOf(others);
    }

    /** The likeliest place: named as lists are, or as the path's end, of objects, the longest. */
    static Optional<Records> find(AnswerParts parts, String path) {
        List<Members> tables = parts.objects().stream()
                .filter(object -> object.alike() && isList(object.at()))
                .toList();
        String end = ApiWord.of(path.replaceFirst("(\\.json)?/*$", "").replaceFirst(".*/", ""));
        List<Array> arrays = parts.arrays().stream()
                .filter(each -> tables.stream().noneMatch(table -> each.at().startsWith(table.at() + "/")))
                .filter(each ->
                        (!OTHERS.contains(ApiWord.of(each.name())) || isNamed(each, end)) && !isAside(each.at()))
                .toList();
        Optional<Array> array = arrays.stream()
                .max(Comparator.comparingInt((Array each) -> rank(each, end)).thenComparingInt(Array::elements));
        if (array.isPresent() && (array.get().objects() > 0 || tables.isEmpty())) {
            int rank = rank(array.get(), end);
            List<String> others = arrays.stream()
                    .filter(each -> !each.equals(array.get()) && each.objects() > 0 && rank(each, end) == rank)
                    .map(Array::at)
                    .toList();
            return rank > 0 || parts.arrays().size() == 1
                    ? Optional.of(
                            new Records(array.get().at(), false, array.get().elements(), others))
                    : Optional.empty();
        }
        return tables.stream()
                .max(Comparator.comparingInt(Members::members))
                .map(table -> new Records(table.at(), true, table.members(), List.of()));
    }

    private static int rank(Array array, String end) {
        String word = ApiWord.of(array.name());
        boolean known = array.at().isEmpty()
                || array.at().equals("/1")
                || LISTS.contains(word)
                || isNamed(array, end)
                || array.at().startsWith("/_embedded/");
        if (array.elements() > 0 && array.objects() == array.elements()) {
            return known ? 4 : 3;
        }
        return known ? array.elements() > 0 ? 2 : 1 : 0;
    }

    /** Whether it is named as the path's end. */
    private static boolean isNamed(Array array, String end) {
        String word = ApiWord.of(array.name());
        return !end.isEmpty() && (word.equals(end) || (word + "s").equals(end) || word.equals(end + "s"));
    }

    /** Whether the members of an object may be records: not those of links, or of what is said of the answer. */
    private static boolean isList(String at) {
        return !isAside(at) && !at.matches("(.*/)?_?(links|embedded|meta|errors)(/.*)?");
    }

    private static boolean isAside(String at) {
        return at.matches("(.*/)?(_?links|meta|errors|aggregations|facets)/.+");
    }
}
