package io.pagesync.simulation;

import io.pagesync.PagesyncException;
import io.pagesync.destination.Destination;
import io.pagesync.page.Page;
import io.pagesync.report.Verdict;
import io.pagesync.run.Delivery;
import io.pagesync.run.Run;
import io.pagesync.run.failure.Ending;
import io.pagesync.simulation.Scenario.Where;
import io.pagesync.simulation.SimulatedApi.Item;
import io.pagesync.simulation.Storage.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A destination of one attempt at a run, which may fail to take a page once. */
final class SimulatedDestination implements Destination {
    /** Of a page whose records are not those that it came with last. */
    static final long KEPT = -1;

    private final Where where;
    private final Storage storage;
    private final Run run;
    private final Moments moments;
    private final double refused;
    private final Set<String> named = new TreeSet<>();
    private @Nullable String kept;

    SimulatedDestination(Where where, Storage storage, Run run, Moments moments, double refused) {
        this.where = where;
        this.storage = storage;
        this.run = run;
        this.moments = moments;
        this.refused = refused;
        open();
    }

    private void open() {
        if (where == Where.APPEND && storage.openAppend != null && !storage.openAppend.equals(run.id())) {
            throw new PagesyncException("rows of run " + storage.openAppend + " are there; delete them");
        }
        if (where == Where.FILE && !run.id().equals(storage.partOf)) {
            storage.part.clear();
            storage.partOf = run.id();
        }
    }

    @Override
    public String describe() {
        return where.name();
    }

    @Override
    public boolean replacesPages() {
        return where != Where.APPEND;
    }

    @Override
    public boolean holds(String partition, int page, long fingerprint) {
        Block its = blocks().get(new PageId(partition, page));
        return switch (where) {
            case TABLE -> true;
            case APPEND -> its != null && its.fingerprint() != KEPT;
            case FILE -> its != null && its.fingerprint() == fingerprint;
        };
    }

    /** The pages that are there, where records do not say it themselves. */
    private Map<PageId, Block> blocks() {
        return where == Where.FILE ? storage.part : storage.appended.getOrDefault(run.id(), Map.of());
    }

    private Map<PageId, Set<Integer>> seen() {
        return storage.seen.computeIfAbsent(run.id(), any -> new TreeMap<>());
    }

    @Override
    public void withdraw(String partition, int page) {
        PageId its = new PageId(partition, page);
        seen().remove(its);
        if (where == Where.FILE) {
            moments.pass();
            storage.part.remove(its);
        } else if (where == Where.APPEND && blocks().containsKey(its)) {
            kept = "page " + page + " is there no more";
        }
    }

    @Override
    public void keepOnly(String partition, IntPredicate pages) {
        moments.pass();
        named.add(partition);
        Predicate<PageId> isOther = page -> page.partition().equals(partition) && !pages.test(page.number());
        seen().keySet().removeIf(isOther);
        if (where == Where.FILE) {
            storage.part.keySet().removeIf(isOther);
        } else if (where == Where.APPEND && blocks().keySet().stream().anyMatch(isOther)) {
            kept = "there are rows of other pages";
        }
    }

    @Override
    public void keepOnlyThese() {
        moments.pass();
        Predicate<PageId> isOther = page -> !named.contains(page.partition());
        seen().keySet().removeIf(isOther);
        if (where == Where.FILE) {
            storage.part.keySet().removeIf(isOther);
        } else if (where == Where.APPEND && blocks().keySet().stream().anyMatch(isOther)) {
            kept = "there are rows of other partitions";
        }
    }

    @Override
    public List<String> contradictions() {
        return kept == null ? List.of() : List.of(kept);
    }

    @Override
    public void write(Page page, Delivery delivery) {
        PageId its = new PageId(delivery.partition().name(), page.getNumber());
        delivery.begin(this, page.getSize());
        moments.pass();
        if (!storage.mended && moments.chance(refused) && storage.failed.add(where + " " + its)) {
            throw new PagesyncException(where + " does not take page " + page.getNumber());
        }
        List<Item> items = new ArrayList<>();
        page.forEach(record -> items.add(new Item(number(record.get("id")), number(record.get("v")))));
        switch (where) {
            case TABLE -> upsert(its, page, items);
            case APPEND -> append(its, page, items);
            case FILE -> storage.part.put(its, new Block(page.fingerprint(), items));
        }
        moments.pass();
        delivery.confirm(this, page.getSize());
    }

    private static int number(@Nullable Object value) {
        return Integer.parseInt(String.valueOf(value));
    }

    private void upsert(PageId its, Page page, List<Item> items) {
        Long before = storage.tableMarks
                .computeIfAbsent(run.id(), any -> new TreeMap<>())
                .put(its, page.fingerprint());
        if (before == null || before != page.fingerprint()) {
            items.forEach(item -> storage.table.put(item.id(), item));
            items.forEach(item -> storage.mirror.put(item.id(), item));
        }
        seen().put(its, items.stream().map(Item::id).collect(Collectors.toSet()));
    }

    private void append(PageId its, Page page, List<Item> items) {
        storage.openAppend = run.id();
        Block before = storage.appended
                .computeIfAbsent(run.id(), any -> new TreeMap<>())
                .putIfAbsent(its, new Block(page.fingerprint(), items));
        if (before != null && before.fingerprint() != page.fingerprint()) {
            storage.appended.get(run.id()).put(its, new Block(KEPT, before.items()));
            kept = "page " + page.getNumber() + " came again with other records";
        }
    }

    @Override
    public String finish(Verdict verdict) {
        return finish(new Ending(verdict, false));
    }

    @Override
    public String finish(Ending ending) {
        Verdict verdict = ending.verdict();
        moments.pass();
        if (where == Where.TABLE && verdict.whole() && ending.proved()) {
            Set<Integer> all = new TreeSet<>();
            seen().values().forEach(all::addAll);
            storage.mirror.keySet().retainAll(all);
            storage.mirroredBy.add(run.id());
        }
        if (where == Where.FILE && verdict.whole()) {
            List<Item> all = new ArrayList<>();
            storage.part.values().forEach(block -> all.addAll(block.items()));
            storage.file = all;
        }
        if (where == Where.FILE && !verdict.resumable()) {
            storage.part.clear();
            storage.partOf = null;
        }
        moments.pass();
        return where.name();
    }

    @Override
    public void settle(Verdict verdict) {
        if (where == Where.APPEND && !verdict.resumable()) {
            storage.openAppend = null;
        }
        moments.pass();
    }
}
