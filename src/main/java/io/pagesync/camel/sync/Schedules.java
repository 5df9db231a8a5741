package io.pagesync.camel.sync;

import io.pagesync.InvalidSettingException;
import io.pagesync.PagesyncException;
import io.pagesync.camel.cluster.Cluster;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.camel.context.MissedStarts;
import io.pagesync.camel.context.StartErrors;
import io.pagesync.ledger.AlreadyRunningException;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.Start;
import io.pagesync.ledger.StartTakenException;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.support.SynchronizationAdapter;
import org.quartz.CronExpression;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schedules of a context's syncs; Quartz is loaded only with this class. */
public final class Schedules {
    private static final int MAKE_UP_ONCE = 1;
    private static final int LEAVE_OUT = 2;
    /** Longer ago than this, no start is looked for. */
    private static final Duration LONGEST = Duration.ofDays(20 * 366L);

    private static final Logger LOG = LoggerFactory.getLogger("io.pagesync.runs");

    private final CamelContext context;
    /** When the last scheduled start of a sync began, and when it was over. */
    private final Map<String, Instant> begun = new ConcurrentHashMap<>();

    private final Map<String, Instant> over = new ConcurrentHashMap<>();

    private Schedules(CamelContext context) {
        this.context = context;
    }

    /**
     * Starts the schedules of all syncs that have one, but for those that are started already.
     *
     * @throws PagesyncException if one of them cannot be started
     */
    public static void start(CamelContext context) {
        start(context, error -> {
            throw error;
        });
    }

    /**
     * The same; a schedule that cannot be started keeps no other from its start.
     *
     * @param failed is told of each that cannot, with the sync's name
     */
    public static void start(CamelContext context, Consumer<PagesyncException> failed) {
        context.getRegistry().bind("pagesync-schedule", new Schedules(context));
        startScheduler(context);
        for (Sync sync : Syncs.of(context).all()) {
            boolean any = !sync.schedule().isEmpty() || !sync.fullSchedule().isEmpty();
            if (any && context.getRoute("pagesync-start-" + sync.name()) == null) {
                try {
                    add(context, sync);
                } catch (PagesyncException e) {
                    failed.accept(e);
                } catch (RuntimeException e) {
                    failed.accept(StartErrors.of("the schedule of the sync " + sync.name(), e));
                }
            }
        }
    }

    /** What is wrong with a schedule, in one sentence; empty if it comes again, or there is none. */
    public static Optional<String> problem(Sync sync) {
        Instant now = Instant.now();
        if (!sync.schedule().isEmpty() && next(sync, now).isEmpty()) {
            return Optional.of(never(sync.name(), "schedule", sync.schedule()));
        }
        return sync.fullSchedule().isEmpty() || next(sync.full(), now).isPresent()
                ? Optional.empty()
                : Optional.of(never(sync.name(), "fullSchedule", sync.fullSchedule()));
    }

    private static String never(String sync, String parameter, String schedule) {
        return "the sync " + sync + " has " + parameter + ": '" + schedule
                + "', which never comes again; mend it, or leave it out";
    }

    /**
     * Checks that a sync can be given a schedule.
     *
     * @throws InvalidSettingException if it is no cron expression, or never comes
     */
    public static void requireFit(String sync, String schedule) {
        if (parse(sync, "schedule", schedule).getNextValidTimeAfter(Date.from(Instant.now())) == null) {
            throw new InvalidSettingException(never(sync, "schedule", schedule));
        }
    }

    /**
     * When a sync starts next by its schedule; empty if it has none, or no time is left.
     *
     * @throws InvalidSettingException if the schedule is no cron expression
     */
    public static Optional<Instant> next(Sync sync, Instant after) {
        if (sync.schedule().isEmpty()) {
            return Optional.empty();
        }
        CronExpression cron = parse(sync.name(), "schedule", sync.schedule());
        cron.setTimeZone(TimeZone.getTimeZone(sync.timeZone()));
        return Optional.ofNullable(cron.getNextValidTimeAfter(Date.from(after))).map(Date::toInstant);
    }

    /**
     * From when on a sync is late whose last whole run began then, if no other whole one begins before: by its greatest age, or
     * where it has none, with the second start after that, as a whole interval of its schedule has no run then. Empty if it never is.
     *
     * @throws InvalidSettingException if the schedule is no cron expression
     */
    public static Optional<Instant> lateFrom(Sync sync, Instant began) {
        Duration most = sync.maxAge();
        return most == null ? next(sync, began).flatMap(start -> next(sync, start)) : Optional.of(began.plus(most));
    }

    /**
     * When a sync was to start last by its schedule; empty if it has none, or has had no start yet.
     *
     * @param until the start is not after that
     * @throws InvalidSettingException if the schedule is no cron expression
     */
    public static Optional<Instant> last(Sync sync, Instant until) {
        if (sync.schedule().isEmpty()) {
            return Optional.empty();
        }
        // The last one is the next after a time from which on there is no other: that time is searched for.
        Duration back = Duration.ofSeconds(1);
        while (!hasNext(sync, until.minus(back), until)) {
            back = back.multipliedBy(2);
            if (back.compareTo(LONGEST) > 0) {
                return Optional.empty();
            }
        }
        Instant before = until.minus(back);
        Instant behind = until;
        while (Duration.between(before, behind).toSeconds() > 1) {
            Instant middle = before.plus(Duration.between(before, behind).dividedBy(2));
            if (hasNext(sync, middle, until)) {
                before = middle;
            } else {
                behind = middle;
            }
        }
        return hasNext(sync, behind.minusMillis(1), until) ? next(sync, behind.minusMillis(1)) : next(sync, before);
    }

    private static boolean hasNext(Sync sync, Instant after, Instant until) {
        return next(sync, after).filter(start -> !start.isAfter(until)).isPresent();
    }

    /**
     * Before a scheduled start: the message belongs to no run yet. Starts that came while a run of the sync was under way, or
     * waited for the ledger, have waited with Quartz, which forgets none for a minute: one is made up for, where starts are, and
     * the others are left out. In a cluster, whoever takes the time in the ledger runs.
     */
    public void begin(Exchange exchange) {
        Date fired = exchange.getMessage().getHeader("scheduledFireTime", Date.class);
        Instant due = fired == null ? null : fired.toInstant();
        clear(exchange);
        if (due != null && Cluster.isEnabled(context)) {
            exchange.getMessage().setBody(Start.missedAt(due));
            return;
        }
        Sync sync = Syncs.of(context).get(name(exchange));
        Instant began = begun.getOrDefault(sync.name(), Instant.MIN);
        Instant ended = over.getOrDefault(sync.name(), Instant.MIN);
        if (due != null && due.isBefore(ended)) {
            boolean madeUpFor = sync.misfire() == Sync.Misfire.RUN && !due.isBefore(began);
            String sentence = sync.name() + ": the start of " + due
                    + " came while an earlier one was under way; it is "
                    + (madeUpFor ? "made up for now" : "left out");
            LOG.warn(sentence);
            MissedStarts.of(context).add(sync.name(), madeUpFor, sentence);
            if (!madeUpFor) {
                exchange.setRouteStop(true);
                return;
            }
        }
        begun.put(sync.name(), Instant.now());
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                over.put(sync.name(), Instant.now());
            }
        });
    }

    private static void clear(Exchange exchange) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(null);
    }

    /** Before a scheduled start that asks for everything. */
    public void beginInFull(Exchange exchange) {
        begin(exchange);
        exchange.getMessage().setBody(exchange.getMessage().getBody() instanceof Start due ? due.inFull() : Start.FULL);
    }

    /** The message asks for a start that is to be made up for; for nothing, if there is none. */
    public void missed(Exchange exchange) {
        clear(exchange);
        Sync sync = Syncs.of(context).get(name(exchange));
        Optional<RunEntry> last =
                Ledgers.of(context).runs(sync.name(), 1).stream().findFirst();
        MissedStart.of(sync, last, Instant.now()).ifPresent(start -> {
            LOG.warn("{}: {}", sync.name(), MissedStart.text(start));
            MissedStarts.of(context).add(sync.name(), true, sync.name() + ": " + MissedStart.text(start));
            exchange.getMessage().setBody(start);
        });
    }

    /** Whether there is a start to be made up for. */
    public boolean isMissed(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof Start;
    }

    /** A start is left out, because the sync runs already, or its run could not begin. */
    public void leftOut(Exchange exchange) {
        Exception why = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (Cluster.isEnabled(context)
                && (why instanceof AlreadyRunningException || why instanceof StartTakenException)) {
            // As it should be: one of all processes runs.
            LOG.debug("{}: this start is another process's: {}", name(exchange), why.getMessage());
            return;
        }
        LOG.warn("{}: this start is left out: {}", name(exchange), why.getMessage());
        MissedStarts.of(context)
                .add(name(exchange), false, name(exchange) + ": this start is left out: " + why.getMessage());
    }

    /** The name of the sync whose schedule the message comes from. */
    private static String name(Exchange exchange) {
        return exchange.getFromRouteId().replaceFirst("^pagesync-schedule-(.*?)(-gap|-missed|-full)?$", "$1");
    }

    /** Whether a start of the sync fell into the hour that a clock change has just swallowed. */
    public boolean swallowed(Exchange exchange) {
        Sync sync = Syncs.of(context).get(name(exchange));
        return new ClockChange(sync.schedule(), sync.timeZone()).swallowed(Instant.now());
    }

    static CronExpression parse(String sync, String parameter, String schedule) {
        try {
            return new CronExpression(schedule);
        } catch (NoClassDefFoundError e) {
            throw new InvalidSettingException("the sync " + sync + " has " + parameter + ": '" + schedule
                    + "', which needs org.apache.camel:camel-quartz on the classpath; add it to the application's"
                    + " dependencies, or leave " + parameter + " out");
        } catch (ParseException e) {
            throw new InvalidSettingException("the sync " + sync + " has " + parameter + ": '" + schedule
                    + "'; it must be a cron expression of six or seven fields, such as 0 0 2 * * ? for every night at two ("
                    + e.getMessage() + ")");
        }
    }

    static ZoneId zone(String sync, String zone) {
        try {
            return zone.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new InvalidSettingException("the sync " + sync + " has timeZone: '" + zone
                    + "'; it must be a zone such as Europe/Berlin or UTC");
        }
    }

    /** One that starts while a route is added may fire before the route is there, and then never again. */
    private static void startScheduler(CamelContext context) {
        QuartzComponent quartz = context.getComponent("quartz", QuartzComponent.class);
        try {
            if (quartz.isAutoStartScheduler() && !quartz.getScheduler().isStarted()) {
                quartz.getScheduler().start();
            }
        } catch (Exception e) {
            // Not by its own class, which the JVM would load with this one, also where no sync has a schedule.
            throw StartErrors.of("the schedules", e);
        }
    }

    private static void add(CamelContext context, Sync sync) {
        problem(sync).ifPresent(sentence -> {
            throw new InvalidSettingException(sentence);
        });
        TemplatedRouteBuilder.builder(context, "pagesync-schedule-start")
                .routeId("pagesync-start-" + sync.name())
                .parameter("sync", sync.name())
                .add();
        String zone = sync.timeZone().getId();
        int misfire = sync.misfire() == Sync.Misfire.RUN ? MAKE_UP_ONCE : LEAVE_OUT;
        if (!sync.fullSchedule().isEmpty()) {
            TemplatedRouteBuilder.builder(context, "pagesync-schedule-full")
                    .routeId("pagesync-schedule-" + sync.name() + "-full")
                    .parameter("sync", sync.name())
                    .parameter("cron", sync.fullSchedule())
                    .parameter("timeZone", zone)
                    .parameter("misfireInstruction", misfire)
                    .add();
        }
        if (sync.schedule().isEmpty()) {
            return;
        }
        if (sync.misfire() == Sync.Misfire.RUN) {
            TemplatedRouteBuilder.builder(context, "pagesync-schedule-missed")
                    .routeId("pagesync-schedule-" + sync.name() + "-missed")
                    .parameter("sync", sync.name())
                    .add();
        }
        TemplatedRouteBuilder.builder(context, "pagesync-schedule")
                .routeId("pagesync-schedule-" + sync.name())
                .parameter("sync", sync.name())
                .parameter("cron", sync.schedule())
                .parameter("timeZone", zone)
                .parameter("misfireInstruction", misfire)
                .add();
        new ClockChange(sync.schedule(), sync.timeZone())
                .end(Instant.now())
                .ifPresent(end -> TemplatedRouteBuilder.builder(context, "pagesync-schedule-gap")
                        .routeId("pagesync-schedule-" + sync.name() + "-gap")
                        .parameter("sync", sync.name())
                        .parameter("cron", end)
                        .parameter("timeZone", zone)
                        .add());
    }
}
