package io.pagesync.camel.sync;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.context.Ledgers;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.ledger.AlreadyRunningException;
import io.pagesync.ledger.RunEntry;
import io.pagesync.ledger.StandInLedger;
import io.pagesync.ledger.Start;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.SandboxExtension;
import io.pagesync.testing.TestApi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Starts that were missed while nobody ran, and those that meet a run; the schedule starts at 02:00 UTC. */
final class MissedStartTest {
    private static final String NIGHTLY = "0 0 2 * * ?";
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final String RUN = "20261125T010203Z-0000000a";

    @RegisterExtension
    private final SandboxExtension sandbox = SandboxExtension.of(250);

    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    @BeforeEach
    void start() {
        StandInLedger.clear();
        said.start();
        ((Logger) LoggerFactory.getLogger("io.pagesync.runs")).addAppender(said);
    }

    @AfterEach
    void stop() {
        StandInLedger.clear();
        ((Logger) LoggerFactory.getLogger("io.pagesync.runs")).detachAppender(said);
    }

    private static RunEntry run(String started, @Nullable Verdict verdict) {
        return StandInLedger.run(RUN, "packages", Instant.parse(started), verdict);
    }

    private static Optional<Start> missed(Sync.Misfire misfire, RunEntry last) {
        return MissedStart.of(TestSyncs.sync(NIGHTLY, misfire), Optional.of(last), NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "0 0 2 * * ?, 2026-11-26T10:00:00Z, 2026-11-26T02:00:00Z",
        "0 0 2 * * ?, 2026-11-26T02:00:00Z, 2026-11-26T02:00:00Z",
        "0 0 2 * * ?, 2026-11-26T01:59:59.999Z, 2026-11-25T02:00:00Z",
        "* * * * * ?, 2026-11-26T10:00:00.5Z, 2026-11-26T10:00:00Z",
        "0 30 4 1 1 ?, 2026-11-26T10:00:00Z, 2026-01-01T04:30:00Z",
        "0 0 0 29 2 ?, 2026-11-26T10:00:00Z, 2024-02-29T00:00:00Z"
    })
    void lastStart_ofASchedule_isTheLatestThatIsNotAfter(String cron, Instant until, Instant last) {
        assertThat(Schedules.last(TestSyncs.sync(cron, Sync.Misfire.RUN), until))
                .contains(last);
    }

    @Test
    void lastStart_ofAScheduleThatHasNotBegun_isNone() {
        assertThat(Schedules.last(TestSyncs.sync("0 0 2 * * ? 2030", Sync.Misfire.RUN), NOW))
                .isEmpty();
        assertThat(Schedules.last(TestSyncs.sync("", Sync.Misfire.RUN), NOW)).isEmpty();
    }

    @Test
    void start_dueSinceTheLastRun_isMadeUpFor() {
        assertThat(missed(Sync.Misfire.RUN, run("2026-11-25T02:00:00Z", Verdict.COMPLETE)))
                .contains(Start.missedAt(Instant.parse("2026-11-26T02:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({"2026-11-25T02:00:00Z, COMPLETE", "2026-11-26T02:00:00Z, "})
    void start_ofASyncThatSkips_isLeftOut(String started, @Nullable Verdict verdict) {
        assertThat(missed(Sync.Misfire.SKIP, run(started, verdict))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"COMPLETE", "DRIFTED", "PARTIAL", "FAILED"})
    void start_thatARunCameTo_isNotMissed(Verdict verdict) {
        assertThat(missed(Sync.Misfire.RUN, run("2026-11-26T02:00:00Z", verdict)))
                .isEmpty();
    }

    @Test
    void start_whoseRunWasCutShort_goesOn() {
        assertThat(missed(Sync.Misfire.RUN, run("2026-11-26T02:00:00Z", null))).contains(Start.goingOnWith(RUN));
    }

    @Test
    void start_whileTheSyncRuns_isNotMissed() {
        assertThat(missed(
                        Sync.Misfire.RUN, StandInLedger.in(RunEntry.State.RUNNING, run("2026-11-25T02:00:00Z", null))))
                .isEmpty();
    }

    @Test
    void start_ofASyncThatHasNeverRun_isNotMissed() {
        assertThat(MissedStart.of(TestSyncs.sync(NIGHTLY, Sync.Misfire.RUN), Optional.empty(), NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-26T02:00:00Z, true",
        "2026-11-26T09:00:00Z, true",
        "2026-11-26T01:59:59Z, false",
        // By a clock that was wrong.
        "2030-01-01T00:00:00Z, false"
    })
    void missedStart_isMadeUpForByARunThatBeganSince(Instant began, boolean madeUp) {
        Start start = Start.missedAt(Instant.parse("2026-11-26T02:00:00Z"));

        assertThat(start.madeUpBy(began, NOW)).isEqualTo(madeUp);
        assertThat(Start.NOW.madeUpBy(began, NOW)).isFalse();
    }

    @Test
    void schedules_startedAfterAMissedStart_makeUpForItOnce() {
        Instant longAgo = Instant.now().minus(Duration.ofDays(3));
        StandInLedger.add(StandInLedger.run(RUN, "packages", longAgo, Verdict.COMPLETE));
        try (Engine engine = Engine.start(TestApi.at(sandbox.baseUri()).settings())) {
            engine.context().getRegistry().bind(Ledgers.NAME, new StandInLedger());
            List<RunReport> reports = new CopyOnWriteArrayList<>();
            OpenRuns.of(engine.context()).onClosed(reports::add);
            packages().with("schedule", NIGHTLY).addTo(engine.context());
            Schedules.start(engine.context());

            Awaitility.await().until(() -> !reports.isEmpty());

            assertThat(reports).extracting(RunReport::verdict).containsExactly(Verdict.COMPLETE);
            assertThat(StandInLedger.starts()).singleElement().satisfies(start -> assertThat(start.due())
                    .isNotNull());
            assertThat(said.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .singleElement()
                    .asString()
                    .matches("packages: the start of \\S+ was missed; it is made up for now");
        }
    }

    @Test
    void start_whileTheSyncRunsElsewhere_isLeftOutInOneLine() throws Exception {
        StandInLedger.opens(request -> {
            throw new AlreadyRunningException(
                    "packages", RUN, "runs in PID 4711 on db1 since 21:04, last sign of life 3 s ago");
        });
        try (Engine engine = Engine.start(TestApi.at(sandbox.baseUri()).settings())) {
            engine.context().getRegistry().bind(Ledgers.NAME, new StandInLedger());
            packages().with("schedule", NIGHTLY).addTo(engine.context());
            Schedules.start(engine.context());

            DefaultConsumer quartz = (DefaultConsumer)
                    engine.context().getRoute("pagesync-schedule-packages").getConsumer();
            Exchange start = quartz.createExchange(true);
            quartz.getProcessor().process(start);

            assertThat(start.getException()).isNull();
            assertThat(said.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsExactly(
                            "packages: this start is left out: packages runs in PID 4711 on db1 since 21:04, last"
                                    + " sign of life 3 s ago (run " + RUN + ")");
            assertThat(sandbox.requests()).isEmpty();
        }
    }
}
