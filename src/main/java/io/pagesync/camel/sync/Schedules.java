package io.pagesync.camel.sync;

import io.pagesync.InvalidSettingException;
import io.pagesync.PagesyncException;
import io.pagesync.camel.context.StartErrors;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.CronExpression;
import org.quartz.SchedulerException;

/** The schedules of a context's syncs; Quartz is loaded only with this class. */
public final class Schedules {
    private static final int MAKE_UP_ONCE = 1;
    private static final int LEAVE_OUT = 2;

    private final CamelContext context;

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
            if (!sync.schedule().isEmpty() && context.getRoute("pagesync-schedule-" + sync.name()) == null) {
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
        return sync.schedule().isEmpty() || next(sync, Instant.now()).isPresent()
                ? Optional.empty()
                : Optional.of("the sync " + sync.name() + " has schedule: '" + sync.schedule()
                        + "', which never comes again; mend it, or leave it out");
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
        CronExpression cron = parse(sync.name(), sync.schedule());
        cron.setTimeZone(TimeZone.getTimeZone(sync.timeZone()));
        return Optional.ofNullable(cron.getNextValidTimeAfter(Date.from(after))).map(Date::toInstant);
    }

    /** Before a scheduled start: the message belongs to no run yet. */
    public void begin(Exchange exchange) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(null);
    }

    /** Whether a start of the sync fell into the hour that a clock change has just swallowed. */
    public boolean swallowed(Exchange exchange) {
        String name = exchange.getFromRouteId().replaceFirst("^pagesync-schedule-(.*)-gap$", "$1");
        Sync sync = Syncs.of(context).get(name);
        return new ClockChange(sync.schedule(), sync.timeZone()).swallowed(Instant.now());
    }

    static CronExpression parse(String sync, String schedule) {
        try {
            return new CronExpression(schedule);
        } catch (ParseException e) {
            throw new InvalidSettingException("the sync " + sync + " has schedule: '" + schedule
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
        } catch (SchedulerException e) {
            throw StartErrors.of("the schedules", e);
        }
    }

    private static void add(CamelContext context, Sync sync) {
        problem(sync).ifPresent(sentence -> {
            throw new InvalidSettingException(sentence);
        });
        String zone = sync.timeZone().getId();
        TemplatedRouteBuilder.builder(context, "pagesync-schedule")
                .routeId("pagesync-schedule-" + sync.name())
                .parameter("sync", sync.name())
                .parameter("cron", sync.schedule())
                .parameter("timeZone", zone)
                .parameter("misfireInstruction", sync.misfire() == Sync.Misfire.RUN ? MAKE_UP_ONCE : LEAVE_OUT)
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
