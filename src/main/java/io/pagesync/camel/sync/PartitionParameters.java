package io.pagesync.camel.sync;

import io.pagesync.api.credential.SafeUrl;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.partition.Division;
import io.pagesync.partition.ParentList;
import io.pagesync.partition.Placeholders;
import io.pagesync.partition.Slice;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Partitioning;
import io.pagesync.run.plan.Scope;
import io.pagesync.settings.Given;
import io.pagesync.settings.Naming;
import io.pagesync.settings.NearestName;
import io.pagesync.settings.QueryEncoding;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads how a collection is divided: what each slice of it is, and what the list of its slices. */
final class PartitionParameters {
    /** Those that say how partitions are loaded, and none of them has. */
    private static final List<String> OF_THE_WHOLE = List.of("partitions", "parent", "cap", "onPartitionFailure");
    /** What a list has of its own, or has no use for. */
    private static final List<String> NOT_OF_A_LIST =
            List.of("key", "scope", "order", "verify", "batchSize", "gather", "schedule", "timeZone", "misfire");

    private static final String NO_SCOPE = "none";

    private final Map<String, String> texts;
    private final URI baseUri;
    private final Naming names;
    private final Given given;

    PartitionParameters(Map<String, String> texts, URI baseUri, Naming names, Given given) {
        this.texts = texts;
        this.baseUri = baseUri;
        this.names = names;
        this.given = given;
    }

    /** How the collection is divided; null if it is not. */
    @Nullable
    Partitioning read() {
        Division division = given.find(CollectionDeclarations.PARTITIONS).orElse(null);
        for (String name : OF_THE_WHOLE) {
            if (division == null && !given.isGiven("partitions") && isSet(name)) {
                given.wrong(
                        name,
                        given.name(name) + " is for partitions, and there are none; say which there are ("
                                + given.name("partitions") + ")");
            }
        }
        if (division == null) {
            return null;
        }
        check(division);
        ParentList parent = division.parent();
        return new Partitioning(
                division.slices(),
                parent == null ? null : parent(parent),
                this::collection,
                given.read(CollectionDeclarations.ON_PARTITION_FAILURE),
                given.read(CollectionDeclarations.CAP));
    }

    /** Whether something else than the default is given. */
    private boolean isSet(String name) {
        return given.isGiven(name)
                && !given.text(name).equals(CollectionParameters.defaults().get(name));
    }

    private void check(Division division) {
        if (baseUri.isOpaque()) {
            given.wrong("partitions", "partitions are not for a page function, which is not told of them");
            return;
        }
        Set<String> placeholders = division.placeholders();
        String into = text("path") + "?" + text("query") + text("body");
        if (placeholders.stream().noneMatch(name -> Placeholders.has(into, name))) {
            String first = placeholders.stream().sorted().findFirst().orElse("");
            given.wrong(
                    "partitions",
                    "partitions give values for " + listed(placeholders)
                            + ", but neither path, query nor body has a place"
                            + " for one, so that all of them would be the same collection; write it there, as in "
                            + first + "={" + first + "}");
        }
        if (placeholders.stream().anyMatch(SafeUrl::secret)) {
            given.wrong(
                    "partitions",
                    "partitions name " + listed(placeholders)
                            + ", which is a secret by its name and must not be shown");
        }
        if (given.isGiven("parent") && division.parent() == null && isSet("parent")) {
            given.wrong("parent", given.name("parent") + " is for partitions that come from another collection");
        }
        if (given.read(CollectionDeclarations.CAP) > 0 && division.isByValue()) {
            given.wrong("cap", given.name("cap") + " is for windows, which can be halved");
        }
    }

    private static String listed(Set<String> placeholders) {
        return placeholders.stream().sorted().map(name -> "{" + name + "}").collect(Collectors.joining(", "));
    }

    /** What a slice is, as a collection. */
    private Collection collection(Slice slice) {
        Map<String, String> its = new HashMap<>(texts);
        OF_THE_WHOLE.forEach(its::remove);
        its.put("scope", "");
        its.put("path", Placeholders.fill(text("path"), slice.values()));
        its.put("query", Placeholders.fill(text("query"), slice.values()));
        its.put("body", Placeholders.fillJson(text("body"), slice));
        Collection one = new CollectionParameters(its).collection(baseUri, names);
        return one.withScope(scope(one.query(), slice.values(), slice.scope()));
    }

    /** A path or query of all of them, in which the names in braces stand for themselves. */
    String whole(String text) {
        Map<String, String> values = new HashMap<>();
        given.find(CollectionDeclarations.PARTITIONS)
                .ifPresent(division -> division.placeholders().forEach(name -> values.put(name, "{" + name + "}")));
        return Placeholders.fill(text, values);
    }

    /** The scope of all of them, with placeholders for what each has a value for. */
    Scope scope(CollectionQuery query, Division division) {
        Map<String, String> values = new HashMap<>();
        division.placeholders().forEach(name -> values.put(name, "{" + name + "}"));
        return scope(query, values, division.isByValue() ? values : Map.of());
    }

    private Scope scope(CollectionQuery query, Map<String, String> values, Map<String, String> own) {
        String said = text("scope");
        if (said.isEmpty()) {
            return new Scope(own);
        }
        if (said.equalsIgnoreCase(NO_SCOPE)) {
            return Scope.NONE;
        }
        List<String> pairs = new ArrayList<>(query.parameters());
        values.forEach((name, value) -> {
            if (query.values(name).isEmpty()) {
                pairs.add(QueryEncoding.of(name) + "=" + QueryEncoding.of(value));
            }
        });
        return Scope.of(names.given(text("name"), "scope", said), said, new CollectionQuery(pairs));
    }

    /** Paged as the collection itself is, but for what is said of it. */
    private Partitioning.@Nullable Parent parent(ParentList parent) {
        Map<String, String> its = new HashMap<>(texts);
        OF_THE_WHOLE.forEach(its::remove);
        NOT_OF_A_LIST.forEach(its::remove);
        Map<String, String> own = given.find(CollectionDeclarations.PARENT).orElse(Map.of());
        Set<String> known = new TreeSet<>(CollectionParameters.defaults().keySet());
        known.removeAll(OF_THE_WHOLE);
        known.removeAll(List.of("name", "api", "path", "query", "schedule", "timeZone", "misfire", "gather", "order"));
        for (String name : own.keySet()) {
            if (!known.contains(name)) {
                given.wrong(
                        "parent",
                        "parent names '" + name + "', which a list of partitions does not have"
                                + NearestName.hint(name, known));
            }
        }
        its.putAll(own);
        its.put("path", parent.path());
        its.put("query", parent.query());
        return given.attempt("parent", () -> new CollectionParameters(its).collection(baseUri, names))
                .map(list -> new Partitioning.Parent(
                        list,
                        parent.placeholder(),
                        PageFormat.key(parent.field()).get(0)))
                .orElse(null);
    }

    private String text(String name) {
        return texts.getOrDefault(name, "");
    }
}
