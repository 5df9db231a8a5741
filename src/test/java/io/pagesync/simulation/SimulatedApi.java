package io.pagesync.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pagesync.api.CallFailedException;
import io.pagesync.page.Page;
import io.pagesync.page.read.PageFormat;
import io.pagesync.page.read.PageReader;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.simulation.Scenario.Behind;
import io.pagesync.simulation.Scenario.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A collection in memory, whose pages may fail, and which may change between two answers. */
final class SimulatedApi {
    private static final Pattern CURSOR = Pattern.compile("cursor=c([0-9]+)");

    /** A record: its key, and which version of it. */
    record Item(int id, int version) {}

    private final Scenario scenario;
    private final Moments moments;
    private final List<Item> items = new ArrayList<>();
    private final Map<Integer, Integer> failing = new TreeMap<>();
    private final List<Change> changes;
    private final List<Integer> asked = new ArrayList<>();
    private int ids;
    private int answers;
    private int changed;

    SimulatedApi(Scenario scenario, Moments moments) {
        this.scenario = scenario;
        this.moments = moments;
        this.changes = new ArrayList<>(scenario.changes());
        for (int page = 1; page <= scenario.failing().size(); page++) {
            failing.put(page, scenario.failing().get(page - 1));
        }
        for (int i = 0; i < scenario.records(); i++) {
            items.add(new Item(++ids, 0));
        }
    }

    /** The collection as it is. */
    List<Item> items() {
        return List.copyOf(items);
    }

    /** Which pages it was asked for, in that order. */
    List<Integer> asked() {
        return asked;
    }

    /** How often it has changed. */
    int changed() {
        return changed;
    }

    /** Somebody has seen to the pages that failed always. */
    void mend() {
        failing.clear();
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
        asked.add(page);
        int left = failing.getOrDefault(page, 0);
        if (left > 0) {
            failing.put(page, left == Scenario.ALWAYS ? left : left - 1);
            throw refused(request, 500);
        }
        int from = (page - 1) * scenario.size();
        if (scenario.style().isChain()) {
            Matcher cursor = CURSOR.matcher(request.query());
            from = cursor.find() ? Integer.parseInt(cursor.group(1)) : 0;
        } else if (from >= items.size() && page > 1) {
            if (scenario.behind() == Behind.REFUSAL) {
                throw refused(request, 404);
            }
            if (scenario.behind() == Behind.LAST_PAGE) {
                from = Math.max(0, items.size() - 1) / scenario.size() * scenario.size();
            }
        }
        return PageReader.read(page, body(Math.min(from, items.size())).getBytes(UTF_8), null, format);
    }

    private String body(int from) {
        int to = Math.min(items.size(), from + scenario.size());
        StringBuilder body = new StringBuilder("{");
        if (scenario.style().tellsTotal()) {
            body.append("\"total\":").append(items.size()).append(",\"pageSize\":");
            body.append(scenario.size()).append(',');
        }
        if (scenario.style().isChain()) {
            body.append("\"next\":").append(to < items.size() ? "\"c" + to + "\"," : "null,");
        }
        body.append("\"data\":[");
        for (Item item : items.subList(from, to)) {
            body.append("{\"id\":").append(item.id).append(",\"v\":");
            body.append(item.version).append("},");
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
            case GROW -> items.add(new Item(++ids, 0));
            case GROW_IN_FRONT -> items.add(0, new Item(++ids, 0));
            case SHRINK -> remove(moments.oneOf(Math.max(1, items.size())));
            case SHRINK_IN_FRONT -> remove(0);
            case REPLACE -> {
                remove(0);
                items.add(new Item(++ids, 0));
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
