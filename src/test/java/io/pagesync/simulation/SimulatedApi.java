package io.pagesync.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pagesync.api.CallFailedException;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageReader;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.simulation.Scenario.Behind;
import io.pagesync.simulation.Scenario.Change;
import io.pagesync.simulation.Scenario.Style;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A collection in memory, whose pages may fail, and which may change between two answers. */
final class SimulatedApi {
    /** Where its partitions are told. */
    static final String LIST = "/parts";

    /** When the first one is asked, in seconds since 1970. */
    private static final long BEGINNING = 1_700_000_000;

    private static final long NIGHT = 86_400;

    private static final Pattern CURSOR = Pattern.compile("cursor=c([0-9]+)");
    private static final Pattern PART = Pattern.compile("part=([0-9]+)");
    private static final Pattern SINCE = Pattern.compile("since=([0-9]+)");
    private static final Pattern WINDOW = Pattern.compile("from=([0-9]+)&.*to=([0-9]+)");

    /** A record: its key, and which version of it. */
    record Item(int id, int version) {}

    private final Scenario scenario;
    private final Moments moments;
    private final List<Item> items = new ArrayList<>();
    private final List<Integer> listed = new ArrayList<>();
    /** When each record was changed last, by its id. */
    private final Map<Integer, Long> stamps = new TreeMap<>();

    private final Map<PageId, Integer> failed = new TreeMap<>();
    private final List<Change> changes;
    private int ids;
    private int nights;
    private long numbers;
    private long tellsSince;
    private int answers;
    private int changed;
    private boolean mended;
    private boolean listHasGrown;

    SimulatedApi(Scenario scenario, Moments moments) {
        this.scenario = scenario;
        this.moments = moments;
        this.changes = new ArrayList<>(scenario.changes());
        for (int part = 0; part < Math.max(1, scenario.parts() - 1); part++) {
            listed.add(part);
        }
        for (int i = 0; i < scenario.records(); i++) {
            items.add(added());
        }
    }

    private Item added() {
        Item item = new Item(++ids, 0);
        stamp(item);
        return item;
    }

    private void stamp(Item item) {
        numbers++;
        stamps.put(item.id, scenario.stamps() == Scenario.Stamps.TIMES ? seconds() : numbers);
    }

    /** A second passes with each answer. */
    private long seconds() {
        return BEGINNING + nights * NIGHT + answers;
    }

    /** The time by its clock. */
    Instant now() {
        return Instant.ofEpochSecond(seconds());
    }

    /** A night is over: pages fail anew, and records are changed, or gone. */
    void nightPasses() {
        nights++;
        failed.clear();
        mended = false;
        for (int i = moments.oneOf(6); i > 0; i--) {
            change(moments.chance(0.2) ? Change.Kind.SHRINK : Change.Kind.UPDATE);
        }
    }

    /** It tells no more what has changed before now. */
    void forgets() {
        tellsSince = scenario.stamps() == Scenario.Stamps.TIMES ? seconds() : numbers + 1;
    }

    boolean hasForgotten() {
        return tellsSince > 0;
    }

    /** Nothing changes any more. */
    void rests() {
        changes.clear();
    }

    /** The collection as it is. */
    List<Item> items() {
        boolean byList = scenario.divided() == Scenario.Divided.BY_LIST;
        return items.stream()
                .filter(item -> !byList || listed.contains(item.id % scenario.parts()))
                .toList();
    }

    private List<Item> items(PageRequest request) {
        if (request.path().equals(LIST)) {
            return listed.stream().map(part -> new Item(part, 0)).toList();
        }
        Matcher since = SINCE.matcher(request.query());
        if (since.find()) {
            long from = Long.parseLong(since.group(1));
            if (from < tellsSince) {
                throw refused(request, 410);
            }
            return inSlice(request).stream()
                    .filter(item -> stamps.get(item.id) >= from)
                    .toList();
        }
        return inSlice(request);
    }

    private List<Item> inSlice(PageRequest request) {
        Matcher part = PART.matcher(request.query());
        if (part.find()) {
            int its = Integer.parseInt(part.group(1));
            return items().stream()
                    .filter(item -> item.id % scenario.parts() == its)
                    .toList();
        }
        Matcher window = WINDOW.matcher(request.query());
        if (window.find()) {
            int from = Integer.parseInt(window.group(1));
            int to = Integer.parseInt(window.group(2));
            return items.stream()
                    .filter(item -> item.id >= from && item.id < to)
                    .toList();
        }
        return items;
    }

    /** How often it has changed. */
    int changed() {
        return changed;
    }

    /** Somebody has seen to the pages that failed always. */
    void mend() {
        mended = true;
    }

    Page answer(PageRequest request, PageFormat format) {
        answers++;
        for (Change change : List.copyOf(changes)) {
            if (change.after() <= answers) {
                changes.remove(change);
                change(change.kind());
                changed++;
            }
        }
        int page = request.page();
        fail(request);
        boolean ofList = request.path().equals(LIST);
        List<Item> all = items(request);
        int from = (page - 1) * scenario.size();
        if (scenario.style().isChain() && !ofList) {
            Matcher cursor = CURSOR.matcher(request.query());
            from = cursor.find() ? Integer.parseInt(cursor.group(1)) : 0;
        } else if (from >= all.size() && page > 1) {
            if (scenario.behind() == Behind.REFUSAL) {
                throw refused(request, 404);
            }
            if (scenario.behind() == Behind.LAST_PAGE) {
                from = Math.max(0, all.size() - 1) / scenario.size() * scenario.size();
            }
        }
        String body = body(all, Math.min(from, all.size()), ofList ? Style.NUMBERS : scenario.style());
        return PageReader.read(page, body.getBytes(UTF_8), null, format);
    }

    /** As often as the scenario has it for a page, in each partition. */
    private void fail(PageRequest request) {
        String query = request.query().replaceAll("&?(page|cursor)=[^&]*", "");
        PageId page = new PageId(request.path() + "?" + query, request.page());
        int times = page.number() > scenario.failing().size()
                ? 0
                : scenario.failing().get(page.number() - 1);
        int before = failed.getOrDefault(page, 0);
        if (!mended && before < times) {
            failed.put(page, before + 1);
            throw refused(request, 500);
        }
    }

    private String body(List<Item> all, int from, Style style) {
        int to = Math.min(all.size(), from + scenario.size());
        StringBuilder body = new StringBuilder("{");
        if (style.tellsTotal()) {
            body.append("\"total\":").append(all.size()).append(",\"pageSize\":");
            body.append(scenario.size()).append(',');
        }
        if (style.isChain()) {
            body.append("\"next\":").append(to < all.size() ? "\"c" + to + "\"," : "null,");
        }
        body.append("\"data\":[");
        for (Item item : all.subList(from, to)) {
            body.append("{\"id\":").append(item.id).append(",\"v\":");
            body.append(item.version).append(",\"changed\":");
            body.append(stamps.getOrDefault(item.id, 0L)).append("},");
        }
        if (to > from) {
            body.setLength(body.length() - 1);
        }
        return body.append("]}").toString();
    }

    private static CallFailedException refused(PageRequest request, int status) {
        String url = "https://h/items?" + request.query();
        return new CallFailedException(
                new CallFailedException.Call("GET", url, status, "", false),
                status == 500,
                "GET " + url + " answered " + status,
                null);
    }

    private void change(Change.Kind kind) {
        switch (kind) {
            case GROW -> items.add(added());
            case GROW_IN_FRONT -> items.add(0, added());
            case SHRINK -> remove(moments.oneOf(Math.max(1, items.size())));
            case SHRINK_IN_FRONT -> remove(0);
            case LIST_GROW -> {
                if (!listHasGrown && scenario.parts() > 1) {
                    listed.add(scenario.parts() - 1);
                }
                listHasGrown = true;
            }
            case LIST_SHRINK -> listed.remove(moments.oneOf(listed.size()));
            case REPLACE -> {
                remove(0);
                items.add(added());
            }
            case REORDER -> {
                if (items.size() > 1) {
                    Collections.swap(items, moments.oneOf(items.size()), moments.oneOf(items.size()));
                }
            }
            case UPDATE -> {
                if (!items.isEmpty()) {
                    int at = moments.oneOf(items.size());
                    items.set(at, new Item(items.get(at).id, items.get(at).version + 1));
                    stamp(items.get(at));
                }
            }
        }
    }

    private void remove(int at) {
        if (!items.isEmpty()) {
            items.remove(at);
        }
    }
}
