package io.pagesync.camel.check;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.camel.sync.Syncs;
import io.pagesync.destination.DestinationInUseException;
import io.pagesync.destination.DestinationKinds;
import io.pagesync.destination.TallyKind;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.SandboxExtension;
import io.pagesync.testing.TestSync;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A kind of destination that is one class, its line in the list and its Kamelet is everywhere that kinds are. */
final class DestinationKindTest {
    @RegisterExtension
    static final SandboxExtension SANDBOX = SandboxExtension.of(620);

    @BeforeEach
    void forget() {
        TallyKind.WRITERS.clear();
        TallyKind.RESULTS.clear();
    }

    private static TestSync tally(String name) {
        return packages().steps("- to: { uri: kamelet:tally-sink, parameters: { name: " + name + " } }");
    }

    @Test
    void kamelets_areThoseOfTheList() {
        assertThat(DestinationKinds.kamelets())
                .containsExactly("database-sink", "jsonl-sink", "kafka-sink", "queue-sink", "tally-sink");
        assertThat(DestinationKinds.Named.of("day.tally"))
                .contains(new DestinationKinds.Named("tally-sink", Map.of("name", "day")));
        assertThat(DestinationKinds.Named.of("day")).isEmpty();
    }

    @Test
    void run_opensTheDestination_andTellsItTheVerdict() {
        RunReport report = tally("plain").run(SANDBOX.engine());

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.destinations()).containsExactly("tally plain (620)");
        assertThat(TallyKind.RESULTS).containsEntry("plain", "620 COMPLETE");
    }

    @Test
    void run_twoUsesWithEqualParametersInOneSync_areOneDestination() {
        RunReport report = packages().steps("""
                        - choice:
                            when:
                              - simple: "${header.PagesyncPage} == 1"
                                steps:
                                  - to: { uri: kamelet:tally-sink/one, parameters: { name: both } }
                            otherwise:
                              steps:
                                - to: { uri: kamelet:tally-sink/two, parameters: { name: both } }
                        """).run(SANDBOX.engine());

        assertThat(report.destinations()).containsExactly("tally both (620)");
    }

    @Test
    void run_whileAnotherHasTheDestination_isRefusedBeforeItsFirstRequestAndReported() {
        List<RunReport> reports = new ArrayList<>();
        OpenRuns.of(SANDBOX.engine().context()).onClosed(reports::add);
        TallyKind.WRITERS.put("taken", "night");

        assertThatThrownBy(() -> tally("taken").run(SANDBOX.engine()))
                .isInstanceOf(DestinationInUseException.class)
                .hasMessage("the tally taken is being written by the sync night; wait for its end, or name another");

        assertThat(SANDBOX.requests()).isEmpty();
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(report.failures()).singleElement().satisfies(failure -> assertThat(failure.error())
                    .startsWith("the tally taken is being written by"));
        });
    }

    @Test
    void run_oneOfTwoDestinationsIsTaken_closesTheOther() {
        TallyKind.WRITERS.put("taken", "night");

        assertThatThrownBy(() -> packages().steps("""
                                - to: { uri: kamelet:tally-sink/a, parameters: { name: free } }
                                - to: { uri: kamelet:tally-sink/b, parameters: { name: taken } }
                                """).run(SANDBOX.engine()))
                .isInstanceOf(DestinationInUseException.class);

        assertThat(TallyKind.WRITERS).containsOnlyKeys("taken");
    }

    @Test
    void run_aSinkThatIsChosenForEachMessage_isOpenedByItsFirstPage() {
        RunReport report = packages()
                .steps("- toD: kamelet:tally-sink?name=${header.PagesyncSync}")
                .run(SANDBOX.engine());

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.destinations()).containsExactly("tally packages (620)");
    }

    @Test
    void run_aSinkThatIsChosenForEachMessageAndTaken_failsThePageWithTheSentence() {
        TallyKind.WRITERS.put("packages", "night");

        RunReport report = packages()
                .steps("- toD: kamelet:tally-sink?name=${header.PagesyncSync}")
                .run(SANDBOX.engine());

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.failures().get(0).error())
                .contains("the tally packages is being written by the sync night; wait for its end, or name another");
    }

    @Test
    void addRoutes_aParameterThatCannotBe_isRefusedWithTheKindsSentence() {
        assertThatThrownBy(() -> tally("A1").run(SANDBOX.engine()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("the tally has name: 'A1'; it must be of small letters");
    }

    @Test
    void addRoutes_aParameterThatIsNone_isRefused() {
        assertThatThrownBy(() -> packages()
                        .steps("- to: { uri: kamelet:tally-sink, parameters: { name: a, nam: b } }")
                        .run(SANDBOX.engine()))
                .hasMessage("there is no parameter 'nam' of kamelet:tally-sink; did you mean name?");
    }

    @Test
    void check_asksTheKind() {
        SANDBOX.engine().addRoutes("packages", tally("plain").yaml());

        assertThat(SyncDestinations.check(
                        SANDBOX.engine().context(),
                        Syncs.of(SANDBOX.engine().context()).get("packages").collection(),
                        null))
                .containsExactly(new SyncDestinations.Finding(true, "tally plain can count packages"));
    }

    @Test
    void lint_asksTheKind() {
        KameletLint lint = new KameletLint(SANDBOX.engine().context(), "packages");

        assertThat(lint.findings(new RouteFile.Use("to", "kamelet:tally-sink", Map.of("name", "A1"))))
                .containsExactly("the tally has name: 'A1'; it must be of small letters");
    }
}
