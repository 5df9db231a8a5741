package io.pagesync.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.page.JsonRecord;
import io.pagesync.page.PageCap;
import io.pagesync.sandbox.Faults;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.sandbox.SandboxStyle;
import io.pagesync.sandbox.data.Change;
import io.pagesync.sandbox.data.PackageCollection;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.awaitility.Awaitility;

/**
 * Random collections, paged in random styles, that change and fail at random: what is called complete has every record that
 * was there all the time, each once. One client reads them all, at one port.
 */
@SuppressWarnings("NullAway.Init")
class StylesPropertyTest {
    private static final int CONCURRENCY = 4;

    /** Those in which a deleted record shifts the others, and nobody tells how many there are. */
    private static final Set<SandboxStyle> BLIND = EnumSet.of(
            SandboxStyle.UNKNOWN_END, SandboxStyle.REPEATING_END, SandboxStyle.LINK_LAST, SandboxStyle.NEXT_PATH);

    /** Those whose last page leaves out what names a next one. */
    private static final Set<SandboxStyle> SILENT = EnumSet.of(
            SandboxStyle.LINK_NEXT, SandboxStyle.NEXT_PATH, SandboxStyle.CURSOR_HEADER, SandboxStyle.MEDIAWIKI);

    private static int port;
    private static PagesyncClient client;

    @BeforeContainer
    static void open() throws Exception {
        try (Sandbox first = Sandbox.start(SandboxSettings.builder().build())) {
            port = first.baseUri().getPort();
        }
        client = Clients.at(URI.create("http://127.0.0.1:" + port))
                .concurrency(CONCURRENCY)
                .attempts(6)
                .open();
    }

    @AfterContainer
    static void close() {
        client.close();
    }

    /**
     * A collection and what happens to it.
     *
     * @param size the page size asked for
     * @param cap the largest one granted
     * @param trouble the share of answers that fail in each of three ways
     * @param changes what changes meanwhile
     */
    record World(SandboxStyle style, int records, int size, int cap, double trouble, List<Change> changes, long seed) {
        boolean isQuiet() {
            return trouble == 0 && changes.isEmpty();
        }

        /**
         * An only page that is full, and says nothing of a next one, shows no end; nor does one that comes again, or one in
         * which nothing is where a next one would be named, if it may be as large as pages get.
         */
        boolean showsItsEnd() {
            boolean full = records == granted();
            boolean mayBeACap = records < granted() && PageCap.maybe(records);
            boolean silent = SILENT.contains(style) && style != SandboxStyle.LINK_NEXT;
            return !(mayBeACap && (silent || style == SandboxStyle.REPEATING_END))
                    && !(full && (SILENT.contains(style) || style == SandboxStyle.REPEATING_END));
        }

        int granted() {
            return Math.min(size, cap);
        }
    }

    @Provide
    Arbitrary<World> worlds() {
        Arbitrary<Integer> sizes = Arbitraries.integers().between(1, 25);
        return Combinators.combine(
                        Arbitraries.of(SandboxStyle.class),
                        Arbitraries.integers().between(0, 120),
                        sizes,
                        sizes,
                        Arbitraries.of(0.0, 0.0, 0.03),
                        changes(),
                        Arbitraries.longs())
                .as((style, records, size, cap, trouble, changes, seed) -> new World(
                        style,
                        records,
                        // WordPress refuses a larger size than it grants.
                        style == SandboxStyle.WORDPRESS ? Math.min(size, cap) : size,
                        cap,
                        trouble,
                        BLIND.contains(style)
                                ? changes.stream()
                                        .filter(change -> change.kind() == Change.Kind.GROW)
                                        .toList()
                                : changes,
                        seed));
    }

    private static Arbitrary<List<Change>> changes() {
        Arbitrary<Change> change = Combinators.combine(
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.integers().between(1, 10),
                        Arbitraries.of(true, false))
                .as((after, count, grows) -> grows ? Change.grow(after, count) : Change.shrink(after, count));
        return change.list().ofMaxSize(2).map(list -> list.size() == 1 ? list : List.of());
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void complete_hasEveryRecordOnce(@ForAll("worlds") World world) throws Exception {
        tryOnce(world);
    }

    @Property(tries = 100_000, shrinking = ShrinkingMode.OFF)
    @Tag("hours")
    void complete_ofVeryMany_hasEveryRecordOnce(@ForAll("worlds") World world) throws Exception {
        tryOnce(world);
    }

    private static void tryOnce(World world) throws Exception {
        SandboxSettings settings = SandboxSettings.builder()
                .port(port)
                .style(world.style())
                .records(world.records())
                .pageSizeCap(world.cap())
                .seed(world.seed())
                .faults(Faults.none()
                        .withErrors(world.trouble(), 503)
                        .withResets(world.trouble() / 2, world.trouble() / 2)
                        .withTruncated(world.trouble()))
                .changes(world.changes().toArray(Change[]::new))
                .build();
        try (Sandbox sandbox = start(settings)) {
            List<Long> before = ids(sandbox.collection());
            Loaded<JsonRecord> loaded;
            try {
                loaded = load(world).recordsAsync().get(60, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                assertThat(world.isQuiet() && world.showsItsEnd())
                        .as("%s: %s", world, e.getCause())
                        .isFalse();
                return;
            }
            List<Long> got = loaded.stream().map(StylesPropertyTest::id).toList();
            Set<Long> throughout = new TreeSet<>(before);
            throughout.retainAll(ids(sandbox.collection()));
            Set<Long> ever = new TreeSet<>(before);
            ever.addAll(ids(sandbox.collection()));

            assertThat(got).as("%s", world).doesNotHaveDuplicates().containsAll(throughout);
            assertThat(ever).as("%s", world).containsAll(got);
            if (world.isQuiet()) {
                int pages = Math.max(1, (world.records() + world.granted() - 1) / world.granted());
                assertThat(sandbox.requests()).as("%s", world).hasSizeBetween(pages, pages + CONCURRENCY + 2);
            }
        }
    }

    /** Where the last one was: somebody else may have the port for a moment. */
    private static Sandbox start(SandboxSettings settings) throws IOException {
        try {
            return Sandbox.start(settings);
        } catch (BindException e) {
            // Only then, since it waits before it looks for the first time, which would be most of what a try takes.
            return Awaitility.await()
                    .ignoreExceptionsInstanceOf(BindException.class)
                    .until(() -> Sandbox.start(settings), Objects::nonNull);
        }
    }

    private static CollectionLoad load(World world) {
        Map<String, String> given = new TreeMap<>(world.style().parameters());
        String path = given.getOrDefault("path", "/v2/packages/active") + "?licenseNumber=C11-0000001-LIC";
        if (given.containsKey("query")) {
            path += "&" + given.get("query");
        }
        boolean asked = world.style() != SandboxStyle.NUMBERS_IN_PATH;
        CollectionLoad load = asked
                ? client.collection(path).pageSize(world.size())
                : client.collection(path + "&pageSize=" + world.size());
        given.keySet().removeAll(Set.of("path", "query", "pageSize"));
        for (Map.Entry<String, String> each : given.entrySet()) {
            load = load.set(each.getKey(), each.getValue());
        }
        return load;
    }

    private static List<Long> ids(PackageCollection collection) {
        List<Long> ids = new ArrayList<>();
        for (long i = 0; i < collection.total(); i++) {
            ids.add(collection.idAt(i));
        }
        return ids;
    }

    /** The id of a record, or of the hit that it is in. */
    private static long id(JsonRecord record) {
        Object id = record.get("id");
        return Long.parseLong(String.valueOf(id == null ? record.get("_id") : id));
    }
}
