package io.pagesync.run;

import io.pagesync.ledger.PartitionLedger.Held;
import io.pagesync.ledger.RunLedger.Refusal;
import io.pagesync.page.Page;
import io.pagesync.run.failure.DeliveryFailedException;
import io.pagesync.run.failure.FailureText;
import io.pagesync.run.failure.PageRefusals;
import io.pagesync.run.failure.Participant;
import io.pagesync.run.fetch.Fetch;
import io.pagesync.run.plan.RunPlan;
import io.pagesync.run.turn.Guesses;
import io.pagesync.since.PageChanges;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One page on its way from the splitter to every destination. It counts as delivered only when the steps have ended, no
 * failure was seen in any branch, handled or not, and each destination that took the page has confirmed all of its
 * records. Thread-safe.
 */
public final class Delivery implements RunScope {
    private final Partition partition;
    private final int number;
    private final Purpose purpose;
    private final Fetch fetch = new Fetch();
    private final Map<Participant, Integer> unconfirmed = new HashMap<>();
    /** How many of its records each has been given. */
    private final Map<Participant, Integer> given = new HashMap<>();

    private @Nullable PageRefusals refused;
    private @Nullable Page page;
    private @Nullable Page whole;
    private @Nullable PageChanges changes;
    private @Nullable String failure;
    private @Nullable Throwable firstError;
    private int carriers;
    private boolean ended;
    private boolean counted;
    private boolean isVoid;
    private @Nullable Guesses guess;
    private boolean isThere;
    private boolean delivered;
    /** Whether the ledger has it that it is delivered. */
    private boolean noted;

    private @Nullable Throwable late;
    /** How many records the process has refused that has delivered the page; negative if this one does. */
    private int refusedElsewhere = -1;

    private @Nullable Consumer<@Nullable Throwable> listener;

    /** What a page is asked for. */
    enum Purpose {
        /** To know what there is; then it is delivered as well. */
        FIRST,
        /** To be delivered. */
        PAGE,
        /** To be compared with what was read before. */
        CHECK
    }

    Delivery(Partition partition, int number, Purpose purpose) {
        this.partition = partition;
        this.number = number;
        this.purpose = purpose;
    }

    /** Whether it takes room among those under way is known now. */
    synchronized Delivery counted(boolean takesRoom) {
        counted = takesRoom;
        return this;
    }

    /** Whether it takes room among those under way. */
    synchronized boolean counted() {
        return counted;
    }

    Purpose purpose() {
        return purpose;
    }

    /** Whether the page was fetched. */
    synchronized boolean hasArrived() {
        return page != null || refusedElsewhere >= 0;
    }

    @Override
    public Partition partition() {
        return partition;
    }

    @Override
    public Fetch fetch() {
        return fetch;
    }

    /** Whether it is one of the pages that are asked for to be delivered, for the first time. */
    public boolean isNew() {
        return purpose == Purpose.PAGE
                && number > 1
                && !partition.isList()
                && partition.passes().isFirst();
    }

    /** The page's number. */
    public int number() {
        return number;
    }

    /**
     * How the page is asked for; waits, where only the page before says so.
     *
     * @return the request; the page itself, if it is at hand; null if there is no such page, and nothing to deliver
     * @throws io.pagesync.PagesyncException if it cannot be asked for
     */
    public @Nullable Object ask() {
        RunPlan plan = partition.planned();
        Guesses its = purpose == Purpose.PAGE && plan != null ? plan.guess(number) : null;
        synchronized (this) {
            guess = its;
        }
        Object asked = partition.ask(number, purpose);
        synchronized (this) {
            isVoid = asked == null;
        }
        if (asked == null) {
            giveGuessBack();
        }
        return asked;
    }

    private void giveGuessBack() {
        Guesses its;
        synchronized (this) {
            its = guess;
            guess = null;
        }
        if (its != null) {
            its.giveBack();
        }
    }

    /** The page has arrived; waits until it may be handed on, unless it turns out to be behind the end. */
    public void arrived(Page arrived) {
        Page its = partition.arrived(arrived, purpose);
        if (its == null) {
            synchronized (this) {
                isVoid = true;
            }
            return;
        }
        synchronized (this) {
            page = its;
        }
        boolean belongs = partition.outcomes().fetched(its);
        giveGuessBack();
        if (!belongs) {
            synchronized (this) {
                page = null;
                isVoid = true;
            }
            return;
        }
        PageChanges seen = partition.look(its);
        synchronized (this) {
            whole = its;
            changes = seen;
            page = seen.left();
        }
        partition.outcomes().awaitTurn(its);
        if (partition.outcomes().isThere(its)) {
            synchronized (this) {
                isThere = true;
                changes = partition.outcomes().isKept(its) ? seen.undelivered() : seen.again();
            }
        }
    }

    /** The page as it arrived, for a later attempt to deliver; the first is asked for by each, as it says what there is. */
    synchronized Optional<Page> toKeep() {
        return purpose == Purpose.PAGE && number > 1
                ? Optional.ofNullable(whole).filter(its -> !its.isTold())
                : Optional.empty();
    }

    /** The page as it arrived, with what was left out of it. */
    synchronized Page whole(Page arrived) {
        return whole == null ? arrived : whole;
    }

    /** What its records say of when they were changed. */
    synchronized PageChanges changes(Page arrived) {
        return changes == null ? PageChanges.none(arrived) : changes;
    }

    /** The page that has arrived, for the steps of users; null if it is not for them, or they had it in an earlier pass. */
    public synchronized @Nullable Page handedOn() {
        return isVoid || isThere || partition.isList() || refusedElsewhere >= 0 ? null : page;
    }

    /** Whether others have shown that there is no such page, so that it is no use to ask again. */
    public boolean isBehindTheEnd() {
        RunPlan plan = partition.planned();
        return plan != null && purpose == Purpose.PAGE && plan.isBehind(number);
    }

    /** The page has come to another process, which has delivered it but for these records, or failed to. */
    public void elsewhere(List<Refusal> lost) {
        synchronized (this) {
            refusedElsewhere =
                    (int) lost.stream().mapToInt(Refusal::position).distinct().count();
        }
        for (Refusal each : lost) {
            partition.refuse();
            run().destinations().named(each.destination()).ifPresent(its -> run().refusals()
                    .add(its, partition.name(), number, each.position() - 1, each.reason()));
        }
    }

    /** How many of the page's records are not with every destination. */
    synchronized int refusedRecords() {
        return Math.max(0, refusedElsewhere) + (refused == null ? 0 : refused.records());
    }

    /** Is told when the page has ended, with what it ended in; null if it ended well. Before it sets out. */
    public synchronized Delivery whenEnded(Consumer<@Nullable Throwable> to) {
        listener = to;
        return this;
    }

    /** Keeps the page for what the run answers with, if it has arrived and nothing has failed on its way. */
    public synchronized void gather() {
        if (page != null && !partition.isList() && failure == null && (!ended || delivered)) {
            run().gather(partition, page);
        }
    }

    /**
     * A destination takes the page, or a part of it, and owes this many records; it is told the run's verdict.
     *
     * @throws io.pagesync.PagesyncException if another process has taken the run over
     */
    public void begin(Participant destination, int owed) {
        run().requireHeld();
        run().destinations().enlist(destination);
        synchronized (this) {
            unconfirmed.merge(destination, owed, Integer::sum);
            given.merge(destination, owed, Integer::sum);
        }
    }

    /** A destination holds this many of the records it owed. */
    public synchronized void confirm(Participant destination, int held) {
        unconfirmed.computeIfPresent(destination, (d, owed) -> owed == held ? null : owed - held);
    }

    /**
     * A destination cannot hold one of the records it owes, whatever is tried: the run will not be COMPLETE. The
     * destination confirms the record all the same, as dealt with. To say it again, when the page comes again, adds
     * nothing.
     *
     * @param index the record's place in the page, counted from 0
     * @param reason why, in one clause
     */
    public void refuse(Participant destination, int index, String reason) {
        synchronized (this) {
            refused = refused == null ? new PageRefusals() : refused;
            if (!refused.add(destination, index, reason)) {
                return;
            }
        }
        partition.refuse();
        run().refusals().add(destination, partition.name(), number, index, reason);
    }

    /**
     * Which records of the page a destination lacks, by their places from 0, where it has confirmed all others in an earlier
     * attempt at the run: those that it refused then, or none. None also where the page failed for another destination, and
     * this one held all of it. Null if nobody knows of any it has.
     */
    public @Nullable BitSet lacking(Participant destination) {
        Page its;
        synchronized (this) {
            its = page;
        }
        if (its != null && partition.outcomes().isHeld(its, destination)) {
            return new BitSet();
        }
        List<Refusal> before =
                its == null ? List.of() : partition.ledger().refused(number, PageRefusals.fingerprint(its));
        if (before.isEmpty()) {
            return null;
        }
        BitSet lacking = new BitSet();
        before.stream()
                .filter(each -> each.destination().equals(destination.describe()))
                .forEach(each -> lacking.set(each.position() - 1));
        return lacking;
    }

    /**
     * Something failed on the page's way, handled by somebody or not; the first failure is the one reported. Before the
     * page has arrived, a failure is the fetch's own business, which may try again.
     */
    public void fail(Throwable error) {
        synchronized (this) {
            if (page == null) {
                return;
            }
            if (!ended) {
                failure = failure == null ? FailureText.of(error) : failure;
            }
            // What comes before the ledger has the page would be forgotten by that.
            if (!delivered || late != null) {
                return;
            }
            late = error;
            if (!noted) {
                return;
            }
        }
        partition.outcomes().failedLate(this, error);
    }

    /** The ledger has it that the page is delivered; what has failed since its steps ended, null if nothing has. */
    synchronized @Nullable Throwable noted() {
        noted = true;
        return late;
    }

    /** One more message carries the page; the delivery is not over before it has left. */
    public synchronized void join() {
        carriers++;
    }

    /** A message that carried the page has ended; {@code error} is what it ended with, null if it ended well. */
    public void leave(@Nullable Throwable error) {
        Throwable outcome;
        Page arrived;
        PageRefusals lost;
        boolean nothing;
        synchronized (this) {
            firstError = firstError == null ? error : firstError;
            if (--carriers > 0 || ended) {
                return;
            }
            ended = true;
            nothing = isVoid && firstError == null;
            arrived = page;
            lost = refused;
            outcome = firstError == null ? undelivered() : firstError;
            delivered = outcome == null;
        }
        giveGuessBack();
        if (nothing) {
            partition.outcomes().ended(this);
        } else if (outcome == null && arrived != null) {
            partition.outcomes().delivered(this, arrived, lost);
        } else {
            partition
                    .outcomes()
                    .failed(this, outcome == null ? new DeliveryFailedException("it never arrived") : outcome);
        }
        tell(outcome);
    }

    /** Which destinations hold the whole page although it has failed; null if none does. */
    synchronized @Nullable Held held() {
        Page its = page;
        PageRefusals lost = refused;
        if (its == null) {
            return null;
        }
        Set<String> names = given.entrySet().stream()
                .filter(each -> each.getValue() == its.getSize() && !unconfirmed.containsKey(each.getKey()))
                .filter(each -> lost == null || !lost.isOf(each.getKey()))
                .map(each -> each.getKey().describe())
                .collect(Collectors.toSet());
        return names.isEmpty() ? null : new Held(its.fingerprint(), names);
    }

    private void tell(@Nullable Throwable outcome) {
        Consumer<@Nullable Throwable> to;
        synchronized (this) {
            to = listener;
        }
        if (to != null) {
            to.accept(outcome);
        }
    }

    private @Nullable Throwable undelivered() {
        if (failure != null) {
            return new DeliveryFailedException(failure);
        }
        return unconfirmed.isEmpty()
                ? null
                : new DeliveryFailedException("not confirmed by "
                        + unconfirmed.keySet().iterator().next().describe());
    }
}
