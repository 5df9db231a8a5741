package io.pagesync.simulation;

import io.pagesync.api.Api;
import io.pagesync.ledger.RunLedger;
import io.pagesync.ledger.RunRequest;
import io.pagesync.ledger.Start;
import io.pagesync.page.Page;
import io.pagesync.paging.request.PageRequest;
import io.pagesync.report.RunReport;
import io.pagesync.run.Delivery;
import io.pagesync.run.OneThread;
import io.pagesync.run.Run;
import io.pagesync.run.plan.Collection;
import io.pagesync.run.plan.Incremental;
import io.pagesync.simulation.Scenario.Where;
import io.pagesync.since.SinceRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One process's attempt at a run, driven as the routes drive it, by one thread that decides who goes on. */
final class SimulatedProcess {
    private final Scenario scenario;
    private final SimulatedApi api;
    private final Storage storage;
    private final Moments moments;
    private final List<SimulatedDestination> destinations = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private final Set<PageId> askedAtFirst = new TreeSet<>();
    private final boolean wentOn;
    private final Run run;
    /** How often each partition was read from its first page on, and how often the collection had changed before that. */
    private final Map<String, Integer> passes = new TreeMap<>();

    private final Map<String, Integer> changedBefore = new TreeMap<>();

    SimulatedProcess(
            Scenario scenario,
            SimulatedApi api,
            SimulatedLedger ledger,
            Storage storage,
            Moments moments,
            Api settings) {
        this.scenario = scenario;
        this.api = api;
        this.storage = storage;
        this.moments = moments;
        this.run = run(scenario, ledger, settings);
        this.wentOn = run.ledger().goesOn();
    }

    private static Run run(Scenario scenario, SimulatedLedger ledger, Api settings) {
        Collection all = scenario.collection();
        Incremental incremental = scenario.incremental();
        if (incremental == null) {
            return new Run(all, settings, ledger);
        }
        RunLedger opened = ledger.open(new RunRequest(
                all.sync(),
                all.shownUrl(),
                0,
                RunRequest.RESUME_MAX_AGE,
                Start.NOW,
                new SinceRequest(incremental.since(), null)));
        return new Run(incremental.since(opened.asking().since()), settings, opened);
    }

    Run run() {
        return run;
    }

    /** Whether pages that an earlier attempt has delivered are left out, all the way through. */
    boolean leavesOut() {
        return run.ledger().goesOn() && (run.isDivided() || passes.getOrDefault("", 0) < 2);
    }

    /** Whether it was to go on with pages, and the collection was another one. */
    boolean beganAnew() {
        return wentOn && !run.ledger().goesOn();
    }

    /** The pages that its first pass has asked for, but for the first one. */
    Set<PageId> askedAtFirst() {
        return askedAtFirst;
    }

    /** Whether the collection is as it was when the last pass over each partition began. */
    boolean hasSeenItAsItIs() {
        return changedBefore.values().stream().allMatch(before -> before == api.changed());
    }

    /** From opening to verdict. */
    RunReport drive() {
        if ((run.ledger().goesOn() && !run.isDivided()) || open()) {
            while (run.hasPass()) {
                pass();
            }
        }
        return (RunReport) run.close();
    }

    private boolean open() {
        try {
            for (Where where : scenario.destinations()) {
                SimulatedDestination its = run.destinations()
                        .open(where, () -> new SimulatedDestination(where, storage, run, moments, scenario.refused()));
                if (!destinations.contains(its)) {
                    destinations.add(its);
                }
            }
            return true;
        } catch (RuntimeException e) {
            run.destinationFailed(e);
            return false;
        }
    }

    private void pass() {
        if (run.readsFirstPage()) {
            readsAgain("");
            try {
                Page first = answer(run.partition().firstRequest());
                if (run.ledger().goesOn()) {
                    run.partition().compare(first);
                    open();
                }
                run.plan(first);
            } catch (RuntimeException e) {
                if (!run.asksForEverything(e)) {
                    run.firstPageFailed(e);
                } else if (wentOn) {
                    open();
                }
            }
        }
        compare(run.openingChecks());
        Iterator<Iterator<Integer>> waves = run.waves();
        if (run.isDivided()) {
            work(() -> OneThread.next(run));
        } else {
            while (waves.hasNext()) {
                Iterator<Integer> pages = waves.next();
                work(() -> pages.hasNext() ? run.deliver(pages.next()) : null);
            }
        }
        compare(run.closingChecks());
    }

    private void readsAgain(String partition) {
        passes.merge(partition, 1, Integer::sum);
        changedBefore.put(partition, api.changed());
    }

    private Page answer(PageRequest request) {
        moments.pass();
        Page page = api.answer(request, run.partition().format());
        moments.pass();
        return page;
    }

    private void compare(Iterator<PageRequest> checks) {
        while (checks.hasNext()) {
            PageRequest request = checks.next();
            try {
                run.partition().compared(answer(request));
            } catch (RuntimeException e) {
                run.partition().compareFailed(request.page(), e);
            }
        }
    }

    private void work(Supplier<@Nullable Delivery> pages) {
        while (true) {
            boolean mayBegin = workers.size() < scenario.workers() && (workers.isEmpty() || moments.chance(0.5));
            Delivery begun = mayBegin ? pages.get() : null;
            if (begun != null) {
                workers.add(new Worker(begun));
            }
            List<Worker> able = workers.stream().filter(this::isAble).toList();
            if (able.isEmpty()) {
                return;
            }
            moments.pass();
            Worker next = able.get(moments.oneOf(able.size()));
            if (next.goesOn()) {
                continue;
            }
            workers.remove(next);
        }
    }

    /** Whether it would not wait for another one. */
    private boolean isAble(Worker worker) {
        for (Worker other : workers) {
            boolean lower = other.delivery.partition() == worker.delivery.partition()
                    && other.delivery.number() < worker.delivery.number();
            boolean waitsForItsNext =
                    scenario.style().isChain() && worker.state == State.TO_ASK && other.state != State.TO_BE_WRITTEN;
            boolean waitsForItsGuess = !worker.delivery.partition().knowsItsEnd()
                    && worker.state == State.TO_ASK
                    && other.state == State.TO_ASK;
            boolean waitsForItsEnd = scenario.order() == Collection.Order.PAGE && worker.state == State.TO_ARRIVE;
            if (lower && (waitsForItsNext || waitsForItsGuess || waitsForItsEnd)) {
                return false;
            }
        }
        return true;
    }

    private enum State {
        TO_ASK,
        TO_BE_ANSWERED,
        TO_ARRIVE,
        TO_BE_WRITTEN
    }

    /** A page under way. */
    private final class Worker {
        private final Delivery delivery;
        private State state = State.TO_ASK;
        private @Nullable PageRequest request;
        private @Nullable Page page;
        private int written;

        Worker(Delivery delivery) {
            this.delivery = delivery;
            delivery.join();
        }

        /** Does what is next; returns whether there is more. */
        boolean goesOn() {
            boolean more;
            try {
                more = next();
            } catch (RuntimeException e) {
                delivery.leave(e);
                return false;
            }
            if (!more) {
                delivery.gather();
                delivery.leave(null);
            }
            return more;
        }

        private void note() {
            String partition = delivery.partition().name();
            if (OneThread.isFirst(delivery)) {
                readsAgain(partition);
            }
            if (OneThread.isBehindFirst(delivery) && passes.getOrDefault(partition, 0) < 2) {
                askedAtFirst.add(new PageId(partition, delivery.number()));
            }
        }

        private boolean next() {
            switch (state) {
                case TO_ASK -> {
                    Object asked = delivery.ask();
                    request = asked instanceof PageRequest made ? made : null;
                    page = asked instanceof Page there ? there : null;
                    state = request == null ? State.TO_ARRIVE : State.TO_BE_ANSWERED;
                    return asked != null;
                }
                case TO_BE_ANSWERED -> {
                    note();
                    page = request == null
                            ? null
                            : api.answer(request, delivery.partition().format());
                    state = State.TO_ARRIVE;
                    return true;
                }
                case TO_ARRIVE -> {
                    if (page != null) {
                        delivery.arrived(page);
                    }
                    page = delivery.handedOn();
                    state = State.TO_BE_WRITTEN;
                    return page != null && !destinations.isEmpty();
                }
                default -> {
                    if (page != null) {
                        destinations.get(written++).write(page, delivery);
                    }
                    return written < destinations.size();
                }
            }
        }
    }
}
