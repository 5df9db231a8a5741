package io.pagesync.simulation;

import static io.pagesync.page.read.PageFormat.pointer;

import io.pagesync.page.Place;
import io.pagesync.page.read.PageFormat;
import io.pagesync.paging.NextPages;
import io.pagesync.paging.PageNumbers;
import io.pagesync.paging.Paging;
import io.pagesync.paging.request.CollectionQuery;
import io.pagesync.partition.Division;
import io.pagesync.partition.Slice;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Incremental;
import io.pagesync.run.plan.Partitioning;
import io.pagesync.run.plan.Scope;
import io.pagesync.settings.Naming;
import io.pagesync.since.Overlap;
import io.pagesync.since.Since;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A collection, how it is asked for and where it goes, and what happens meanwhile.
 *
 * @param records how many there are at first
 * @param size how many a page has
 * @param failing how often each page fails before it is had, from page 1 on; {@link #ALWAYS} for as long as nobody mends it
 * @param changes what becomes of the collection
 * @param refused the share of pages that a destination does not take at first
 * @param kills how many processes are killed, one after the other
 * @param divided what partitions it has
 * @param parts how many, where they are counted
 * @param stamps what its records say of when they were changed, if the sync asks only for what has changed
 * @param skew by how many seconds the clock of its processes is ahead of the API's
 */
record Scenario(
        Style style,
        Behind behind,
        int records,
        int size,
        int workers,
        int batchSize,
        Collection.Order order,
        Collection.Checking checking,
        Collection.OnPageFailure onPageFailure,
        Set<Where> destinations,
        List<Integer> failing,
        List<Change> changes,
        double refused,
        int kills,
        Divided divided,
        int parts,
        Stamps stamps,
        int skew) {
    static final int ALWAYS = Integer.MAX_VALUE;

    /** How far before its mark a run asks again: so many seconds, or so many numbers. */
    static final int OVERLAP = 3;

    /** The most records that are served of one window. */
    private static final int CAP = 6;

    /** How one asks for pages. */
    enum Style {
        NUMBERS,
        OPEN,
        CHAIN,
        COUNTED_CHAIN;

        boolean isChain() {
            return this == CHAIN || this == COUNTED_CHAIN;
        }

        boolean tellsTotal() {
            return this == NUMBERS || this == COUNTED_CHAIN;
        }
    }

    /** What is answered for a page that is behind the last one. */
    enum Behind {
        NOTHING,
        REFUSAL,
        LAST_PAGE
    }

    /** How it is divided. */
    enum Divided {
        /** It is one. */
        NOT,
        /** By a list of values. */
        BY_VALUES,
        /** By the records of another collection. */
        BY_LIST,
        /** By windows over the keys, which are halved. */
        BY_WINDOWS
    }

    /** What says when a record was changed. */
    enum Stamps {
        /** Nothing, and the sync asks for everything always. */
        NONE,
        /** The second. */
        TIMES,
        /** A number that grows with each change. */
        NUMBERS
    }

    /** A destination. */
    enum Where {
        TABLE,
        APPEND,
        FILE
    }

    /**
     * The collection changes.
     *
     * @param after how many answers before that
     */
    record Change(int after, Kind kind) {
        enum Kind {
            GROW,
            GROW_IN_FRONT,
            SHRINK,
            SHRINK_IN_FRONT,
            REPLACE,
            REORDER,
            UPDATE,
            /** The list of partitions has one more. */
            LIST_GROW,
            /** It has one less. */
            LIST_SHRINK
        }

        private static final Set<Kind> OF_LISTS = EnumSet.of(Kind.LIST_GROW, Kind.LIST_SHRINK);

        /** After which nothing is missing that was there before. */
        private static final Kind[] THAT_LEAVE_ALL = {Kind.GROW, Kind.GROW_IN_FRONT, Kind.UPDATE};
    }

    static Scenario of(Random random) {
        Style style = one(random, Style.values());
        boolean quiet = random.nextInt(3) == 0;
        boolean confirmed = random.nextInt(4) == 0;
        boolean bracketed = !confirmed && style == Style.NUMBERS && random.nextInt(3) == 0;
        return new Scenario(
                style,
                one(random, Behind.values()),
                random.nextInt(25),
                1 + random.nextInt(4),
                1 + random.nextInt(4),
                random.nextInt(3) == 0 ? 3 : 0,
                one(random, Collection.Order.values()),
                new Collection.Checking(
                        confirmed
                                ? Collection.Verify.CONFIRMED
                                : bracketed ? Collection.Verify.BRACKETED : Collection.Verify.COUNTED,
                        true,
                        Collection.End.CHECKED,
                        one(random, Collection.OnDrift.values()),
                        random.nextInt(3),
                        Collection.Sorted.UNKNOWN),
                one(random, Collection.OnPageFailure.values()),
                destinations(random),
                failing(random),
                quiet ? List.of() : changes(random, 1 + random.nextInt(3), 12, OF_RECORDS),
                random.nextBoolean() ? 0 : 0.1,
                random.nextInt(4),
                Divided.NOT,
                1,
                Stamps.NONE,
                0);
    }

    /** The same in partitions. */
    static Scenario divided(Random random) {
        Scenario one = of(random);
        Divided how =
                List.of(Divided.BY_VALUES, Divided.BY_LIST, Divided.BY_WINDOWS).get(random.nextInt(3));
        List<Change> changes = new ArrayList<>(one.changes);
        if (how == Divided.BY_LIST && !one.isQuiet() && random.nextBoolean()) {
            changes.add(new Change(
                    1 + random.nextInt(12), random.nextBoolean() ? Change.Kind.LIST_GROW : Change.Kind.LIST_SHRINK));
        }
        return one.with(
                how == Divided.BY_WINDOWS && !one.style.tellsTotal() ? Style.NUMBERS : one.style,
                2 * one.records,
                one.destinations,
                changes,
                how,
                1 + random.nextInt(4),
                one.stamps,
                one.skew);
    }

    /** The same of a sync that asks only for what has changed, night after night. */
    static Scenario ofNights(Random random) {
        Scenario one = random.nextBoolean() ? of(random) : divided(random);
        Set<Where> destinations = EnumSet.copyOf(one.destinations);
        destinations.add(Where.TABLE);
        return one.with(
                one.style,
                one.records,
                destinations,
                // Pages that are read out of their order shift unseen, where no total is told.
                one.style == Style.OPEN ? List.of() : changes(random, random.nextInt(6), 60, Change.THAT_LEAVE_ALL),
                one.divided,
                one.parts,
                random.nextBoolean() ? Stamps.TIMES : Stamps.NUMBERS,
                random.nextInt(2 * OVERLAP + 1) - OVERLAP);
    }

    private Scenario with(
            Style otherStyle,
            int otherRecords,
            Set<Where> others,
            List<Change> otherChanges,
            Divided how,
            int many,
            Stamps its,
            int seconds) {
        return new Scenario(
                otherStyle,
                behind,
                otherRecords,
                size,
                workers,
                batchSize,
                order,
                checking,
                onPageFailure,
                others,
                failing,
                otherChanges,
                refused,
                kills,
                how,
                many,
                its,
                seconds);
    }

    private static <T> T one(Random random, T[] of) {
        return of[random.nextInt(of.length)];
    }

    private static Set<Where> destinations(Random random) {
        Set<Where> some = EnumSet.of(one(random, Where.values()));
        for (Where each : Where.values()) {
            if (random.nextInt(3) == 0) {
                some.add(each);
            }
        }
        return some;
    }

    private static List<Integer> failing(Random random) {
        List<Integer> failing = new ArrayList<>();
        boolean any = random.nextBoolean();
        for (int page = 1; page <= 25; page++) {
            int kind = any ? random.nextInt(30) : 0;
            failing.add(kind > 2 ? 0 : kind == 2 && any ? ALWAYS : any ? 1 + random.nextInt(2) : 0);
        }
        return failing;
    }

    private static final Change.Kind[] OF_RECORDS =
            EnumSet.complementOf(EnumSet.copyOf(Change.OF_LISTS)).toArray(Change.Kind[]::new);

    private static List<Change> changes(Random random, int count, int within, Change.Kind[] kinds) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(new Change(1 + random.nextInt(within), one(random, kinds)));
        }
        return changes;
    }

    boolean isQuiet() {
        return changes.isEmpty();
    }

    /** What is known of the order of records: that it is by their ids, unless a change breaks it. */
    private Collection.Sorted sorted() {
        Set<Change.Kind> kinds = EnumSet.noneOf(Change.Kind.class);
        changes.forEach(change -> kinds.add(change.kind()));
        kinds.removeAll(
                EnumSet.of(Change.Kind.GROW, Change.Kind.SHRINK, Change.Kind.SHRINK_IN_FRONT, Change.Kind.UPDATE));
        return kinds.isEmpty() ? Collection.Sorted.GROWING : Collection.Sorted.UNKNOWN;
    }

    boolean isDivided() {
        return divided != Divided.NOT;
    }

    /** Whether the page behind the last one can be had at once. */
    boolean showsItsEnd() {
        if (isDivided()) {
            return failing.stream().allMatch(times -> times == 0);
        }
        return failing.get(Math.max(1, (records + size - 1) / size)) == 0;
    }

    PageFormat format() {
        return format(style);
    }

    private static PageFormat format(Style style) {
        return new PageFormat(
                pointer("/data"),
                PageFormat.RecordsAre.ELEMENTS,
                "",
                style.tellsTotal() ? Place.in(pointer("/total")) : Place.NONE,
                Place.NONE,
                Place.in(pointer("/pageSize")),
                style.isChain() ? Place.in(pointer("/next")) : Place.NONE,
                Place.NONE,
                false,
                PageFormat.key("id"));
    }

    Collection collection() {
        return since(null);
    }

    /** How it is asked only for what has changed; null if it is not. */
    @Nullable
    Incremental incremental() {
        return stamps == Stamps.NONE
                ? null
                : new Incremental(new Since(pointer("/changed"), overlap(), "", null), this::since);
    }

    private Overlap overlap() {
        return Overlap.FORM
                .find(stamps == Stamps.TIMES ? OVERLAP + "s" : "" + OVERLAP)
                .orElseThrow();
    }

    private Collection since(@Nullable String mark) {
        String query = mark == null ? "" : "since=" + mark;
        return collection("/items", query, style, checking(sorted()), partitioning(query));
    }

    private Collection collection(
            String path, String query, Style paged, Collection.Checking its, @Nullable Partitioning partitioning) {
        CollectionQuery asked = CollectionQuery.of(query, "page", "pageSize", 0);
        Paging paging = paged.isChain()
                ? new NextPages(URI.create("https://h"), path, asked, "cursor")
                : new PageNumbers(path, asked, "page", 1);
        return new Collection(
                "items",
                "t3",
                "https://h" + path,
                asked,
                paging,
                format(paged),
                Scope.NONE,
                batchSize,
                order,
                its,
                onPageFailure,
                Collection.Gather.REPORT,
                Naming.ofFiles("t3"),
                partitioning,
                null);
    }

    private Collection.Checking checking(Collection.Sorted sorted) {
        return new Collection.Checking(
                checking.verify(),
                checking.seeksKey(),
                checking.end(),
                checking.onDrift(),
                checking.repairPasses(),
                sorted);
    }

    private @Nullable Partitioning partitioning(String since) {
        Function<Slice, Collection> part = slice -> part(slice, since);
        return switch (divided) {
            case NOT -> null;
            case BY_VALUES ->
                partitioning(
                        "part="
                                + IntStream.range(0, parts)
                                        .mapToObj(Integer::toString)
                                        .collect(Collectors.joining(",")),
                        part,
                        0);
            case BY_WINDOWS -> partitioning("0..96/48", part, CAP);
            case BY_LIST ->
                new Partitioning(
                        null,
                        new Partitioning.Parent(
                                collection(
                                        SimulatedApi.LIST,
                                        "",
                                        Style.NUMBERS,
                                        new Collection.Checking(
                                                Collection.Verify.COUNTED,
                                                true,
                                                Collection.End.CHECKED,
                                                checking.onDrift(),
                                                checking.repairPasses(),
                                                Collection.Sorted.UNKNOWN),
                                        null),
                                "part",
                                pointer("/id")),
                        part,
                        Partitioning.OnPartitionFailure.CONTINUE,
                        0);
        };
    }

    private static Partitioning partitioning(String text, Function<Slice, Collection> part, long cap) {
        return new Partitioning(
                Division.of(text).orElseThrow().slices(), null, part, Partitioning.OnPartitionFailure.CONTINUE, cap);
    }

    private Collection part(Slice slice, String since) {
        String query = new TreeMap<>(slice.values())
                .entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining("&"));
        return collection("/items", since.isEmpty() ? query : query + "&" + since, style, checking(sorted()), null);
    }
}
