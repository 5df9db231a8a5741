package io.pagesync.paging.template;

import io.pagesync.InvalidSettingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all requests of a collection are made of, where some of it is a placeholder: the path, those pairs of the query that
 * hold one, and the body. Immutable.
 */
public final class RequestTemplate {
    private final List<TextTemplate> segments;
    private final List<TextTemplate> pairs;
    private final @Nullable BodyTemplate body;
    private final String ownQuery;

    private RequestTemplate(
            List<TextTemplate> segments, List<TextTemplate> pairs, @Nullable BodyTemplate body, String ownQuery) {
        this.segments = segments;
        this.pairs = pairs;
        this.body = body;
        this.ownQuery = ownQuery;
    }

    /** A path in which nothing is a placeholder, without a query or a body. */
    public static RequestTemplate at(String path) {
        return new RequestTemplate(List.of(new TextTemplate(List.of(path), List.of())), List.of(), null, "");
    }

    /**
     * As a collection's parameters have it.
     *
     * @param path the encoded path
     * @param query the query as a user writes it
     * @param body a JSON object or array, see {@link #isBody}; empty for requests without one
     * @throws InvalidSettingException if there is a placeholder that is none
     */
    public static RequestTemplate of(String path, String query, String body) {
        refuseUnknown("path", path);
        refuseUnknown("query", query);
        List<TextTemplate> segments =
                Arrays.stream(path.split("/", -1)).map(RequestTemplate::segment).toList();
        List<String> pairs = Arrays.asList(query.split("&", -1));
        return new RequestTemplate(
                segments,
                pairs.stream().filter(TextTemplate::isOne).map(TextTemplate::of).toList(),
                body.isEmpty() ? null : BodyTemplate.of(body).orElseThrow(),
                pairs.stream().filter(Predicate.not(TextTemplate::isOne)).collect(Collectors.joining("&")));
    }

    /** Whether a text can be a body: a JSON object or array. */
    public static boolean isBody(String text) {
        return BodyTemplate.of(text).isPresent();
    }

    /** A JSON body with one field more, which holds a placeholder; as it is, if it is no object. */
    public static String bodyWith(String body, String field, Placeholder placeholder) {
        return BodyTemplate.with(body, field, placeholder);
    }

    private static TextTemplate segment(String text) {
        return TextTemplate.isOne(text) ? TextTemplate.of(text) : new TextTemplate(List.of(text), List.of());
    }

    private static void refuseUnknown(String where, String text) {
        List<String> unknown = TextTemplate.unknown(text);
        if (!unknown.isEmpty()) {
            throw new InvalidSettingException("the " + where + " holds " + String.join(" and ", unknown)
                    + ", which stands for nothing; there are " + Placeholder.ALL
                    + ", and a brace that is meant as one is written %7B");
        }
    }

    /** Which placeholders it holds. */
    public Set<Placeholder> placeholders() {
        Set<Placeholder> all = EnumSet.noneOf(Placeholder.class);
        segments.forEach(each -> each.addTo(all));
        pairs.forEach(each -> each.addTo(all));
        if (body != null) {
            all.addAll(body.placeholders());
        }
        return all;
    }

    /** The parameter of the collection in which a placeholder stands first: path, query or body; empty if in none. */
    public Optional<String> where(Placeholder placeholder) {
        if (holds(segments, placeholder)) {
            return Optional.of("path");
        }
        if (holds(pairs, placeholder)) {
            return Optional.of("query");
        }
        return body != null && body.placeholders().contains(placeholder) ? Optional.of("body") : Optional.empty();
    }

    private static boolean holds(List<TextTemplate> templates, Placeholder placeholder) {
        return templates.stream().anyMatch(each -> each.placeholders().contains(placeholder));
    }

    /** The pairs of the query in which there is no placeholder, as they were written. */
    public String ownQuery() {
        return ownQuery;
    }

    /** The path; a segment that holds a placeholder which stands for nothing yet is left out. */
    public String path(Filling filling) {
        if (segments.size() == 1) {
            return Objects.requireNonNullElse(segments.get(0).fill(filling), "/");
        }
        String path = filled(segments, filling).collect(Collectors.joining("/"));
        return path.isEmpty() ? "/" : path;
    }

    /** The encoded pairs of the query that hold placeholders; those that stand for nothing yet are left out. */
    public List<String> pairs(Filling filling) {
        return pairs.isEmpty() ? List.of() : filled(pairs, filling).toList();
    }

    private static Stream<String> filled(List<TextTemplate> templates, Filling filling) {
        return templates.stream().map(each -> each.fill(filling)).filter(Objects::nonNull);
    }

    /** The body; null if requests have none. */
    public @Nullable String body(Filling filling) {
        return body == null ? null : body.fill(filling);
    }

    /** What a link has in the place of a placeholder of the path or the query; empty if it has nothing there. */
    public String valueIn(String link, Placeholder placeholder) {
        String plain = link.replaceFirst("#.*", "");
        if (holds(segments, placeholder)) {
            return inPath(plain.replaceFirst("\\?.*", ""), placeholder);
        }
        return Arrays.stream(plain.replaceFirst("[^?]*\\??", "").split("&", -1))
                .flatMap(pair -> pairs.stream().flatMap(template -> template.valueIn(pair, placeholder).stream()))
                .findFirst()
                .orElse("");
    }

    private String inPath(String path, Placeholder placeholder) {
        List<String> filled = Arrays.asList(path.split("/", -1));
        int before = filled.size() - segments.size();
        String found = "";
        // In front of the first slash a link may have a server.
        for (int i = 1; i < segments.size(); i++) {
            TextTemplate segment = segments.get(i);
            if (before < 0 || !segment.isFilledTo(filled.get(before + i))) {
                return "";
            }
            found = segment.valueIn(filled.get(before + i), placeholder).orElse(found);
        }
        return found;
    }

    /** Whether a link leads to the page that is asked for like this; never where only the body says which page. */
    public boolean isLedToBy(String link, Filling filling) {
        List<String> asked = new ArrayList<>(pairs(filling));
        boolean inPath = segments.stream().anyMatch(each -> !each.placeholders().isEmpty());
        if (asked.isEmpty() && !inPath) {
            return false;
        }
        String plain = link.replaceFirst("#.*", "");
        return Arrays.asList(plain.split("[?&]", -1)).containsAll(asked)
                && (!inPath || plain.replaceFirst("\\?.*", "").endsWith(path(filling)));
    }
}
