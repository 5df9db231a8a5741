package io.pagesync.camel.sync;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.context.MissedStarts;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.ledger.Start;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.CronExpression;

/** When syncs start by themselves. */
final class ScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** Every start of a day: Quartz's own, and what is made up for when a gap ends. */
    private static List<Instant> startsOn(LocalDate day, String cron, ZoneId zone) throws Exception {
        List<Instant> starts = new ArrayList<>();
        CronExpression quartz = new CronExpression(cron);
        quartz.setTimeZone(TimeZone.getTimeZone(zone));
        ClockChange change = new ClockChange(cron, zone);
        CronExpression gap = new CronExpression(
                change.end(day.minusMonths(6).atStartOfDay(zone).toInstant()).orElseThrow());
        gap.setTimeZone(TimeZone.getTimeZone(zone));
        Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
        for (Instant at = day.atStartOfDay(zone).toInstant(); at.isBefore(end); at = at.plusSeconds(60)) {
            if (quartz.isSatisfiedBy(Date.from(at))) {
                starts.add(at);
            }
            if (gap.isSatisfiedBy(Date.from(at)) && change.swallowed(at)) {
                starts.add(at);
            }
        }
        return starts;
    }

    @Test
    void schedule_inTheNightWithoutItsTime_startsOnceWhenTheGapEnds() throws Exception {
        assertThat(startsOn(LocalDate.of(2026, 3, 29), "0 30 2 * * ?", BERLIN))
                .containsExactly(Instant.parse("2026-03-29T01:00:00Z"));
    }

    @Test
    void schedule_inTheNightThatHasItsTimeTwice_startsOnce() {
        Sync sync = TestSyncs.sync("0 30 2 * * ?", BERLIN, Sync.Misfire.RUN);

        Instant first =
                Schedules.next(sync, Instant.parse("2026-10-24T12:00:00Z")).orElseThrow();
        Instant second = Schedules.next(sync, first).orElseThrow();

        assertThat(first.atZone(BERLIN).toLocalDate()).isEqualTo(LocalDate.of(2026, 10, 25));
        assertThat(second.atZone(BERLIN).toLocalDate()).isEqualTo(LocalDate.of(2026, 10, 26));
    }

    @ParameterizedTest
    @CsvSource({"2026-03-28, 0 30 2 * * ?", "2026-03-29, 0 30 4 * * ?", "2026-03-30, 0 30 2 * * ?"})
    void schedule_outsideOfAGap_startsOnce(LocalDate day, String cron) throws Exception {
        assertThat(startsOn(day, cron, BERLIN)).hasSize(1);
    }

    @Test
    void syncs_onASchedule_startAgainAndAgainAndNeverOverlap() throws IOException {
        // A run takes longer than a second, the schedule's step.
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.builder()
                        .records(1450)
                        .rateLimit(0)
                        .latency(Duration.ofMillis(100))
                        .build());
                Engine engine = Engine.start(
                        TestApi.at(sandbox.baseUri()).concurrency(1).settings())) {
            List<RunReport> reports = new CopyOnWriteArrayList<>();
            OpenRuns.of(engine.context()).onClosed(reports::add);
            engine.addRoutes(
                    "packages", packages().with("schedule", "* * * * * ?").yaml());
            Schedules.start(engine.context());

            Awaitility.await().until(() -> reports.size() >= 2);

            assertThat(reports).extracting(RunReport::verdict).containsOnly(Verdict.COMPLETE);
            assertThat(sandbox.maxInFlight()).isEqualTo(1);
        }
    }

    @Test
    void starts_thatCameWhileARunWasUnderWay_areMadeUpForOnce() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.builder()
                        .records(100)
                        .rateLimit(0)
                        .latency(Duration.ofMillis(100))
                        .build());
                Engine engine = Engine.start(TestApi.at(sandbox.baseUri()).settings())) {
            List<RunReport> reports = new CopyOnWriteArrayList<>();
            List<Boolean> missed = new CopyOnWriteArrayList<>();
            OpenRuns.of(engine.context()).onClosed(reports::add);
            MissedStarts.of(engine.context()).listen((sync, madeUpFor, sentence) -> missed.add(madeUpFor));
            packages().with("schedule", "0 0 0 1 1 ?").addTo(engine.context());
            Schedules.start(engine.context());
            DefaultConsumer quartz = (DefaultConsumer)
                    engine.context().getRoute("pagesync-schedule-packages").getConsumer();
            Instant before = Instant.now();

            // As Quartz does it: one after the other, each with the time at which it was due.
            fire(quartz, before);
            Instant began = Instant.parse(reports.get(0).started());
            for (Instant due : List.of(before, began.plusMillis(10), began.plusMillis(20))) {
                fire(quartz, due);
            }

            assertThat(reports).hasSize(2);
            assertThat(missed).containsExactly(false, true, false);
        }
    }

    private static void fire(DefaultConsumer quartz, Instant due) throws Exception {
        Exchange start = quartz.createExchange(true);
        start.getMessage().setHeader("scheduledFireTime", Date.from(due));
        quartz.getProcessor().process(start);
        assertThat(start.getException()).isNull();
    }

    @Test
    void endOfAGap_thatSwallowedNoStart_startsNothing() throws Exception {
        try (Engine engine =
                Engine.start(TestApi.at(URI.create("http://127.0.0.1:1")).settings())) {
            List<RunReport> reports = new CopyOnWriteArrayList<>();
            OpenRuns.of(engine.context()).onClosed(reports::add);
            packages()
                    .with("schedule", "0 30 2 * * ?")
                    .with("timeZone", "Europe/Berlin")
                    .addTo(engine.context());
            Schedules.start(engine.context());

            DefaultConsumer quartz = (DefaultConsumer)
                    engine.context().getRoute("pagesync-schedule-packages-gap").getConsumer();
            Exchange start = quartz.createExchange(true);
            quartz.getProcessor().process(start);

            assertThat(start.getException()).isNull();
            assertThat(reports).isEmpty();
        }
    }

    @Test
    void fullSchedule_startsForEverything_whichALedgerInMemoryRefuses() throws Exception {
        try (Engine engine =
                Engine.start(TestApi.at(URI.create("http://127.0.0.1:1")).settings())) {
            List<RunReport> reports = new CopyOnWriteArrayList<>();
            OpenRuns.of(engine.context()).onClosed(reports::add);
            packages()
                    .with("sinceField", "lastModified")
                    .with("sinceParameter", "lastModifiedStart")
                    .with("fullSchedule", "0 30 2 * * ?")
                    .addTo(engine.context());
            Schedules.start(engine.context());

            DefaultConsumer quartz = (DefaultConsumer)
                    engine.context().getRoute("pagesync-schedule-packages-full").getConsumer();
            Exchange start = quartz.createExchange(true);
            quartz.getProcessor().process(start);

            assertThat(start.getMessage().getBody()).isEqualTo(Start.FULL);
            assertThat(reports).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nightly", "0 2 * * *", "0 0 25 * * ?"})
    void schedule_thatIsNoCronExpression_isRefused(String schedule) throws IOException {
        try (Engine engine =
                Engine.start(TestApi.at(URI.create("http://127.0.0.1:1")).settings())) {
            TestSync sync = packages().with("schedule", schedule);

            assertThatThrownBy(() -> engine.addRoutes("packages", sync.yaml()))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageStartingWith("the sync packages has schedule: '" + schedule
                            + "'; it must be a cron expression of six or seven fields");
        }
    }

    @Test
    void timeZone_thatIsNone_isRefused() throws IOException {
        try (Engine engine =
                Engine.start(TestApi.at(URI.create("http://127.0.0.1:1")).settings())) {
            TestSync sync = packages().with("timeZone", "Berlin");

            assertThatThrownBy(() -> engine.addRoutes("packages", sync.yaml()))
                    .hasMessage(
                            "the sync packages has timeZone: 'Berlin'; it must be a zone such as Europe/Berlin or UTC");
        }
    }
}
