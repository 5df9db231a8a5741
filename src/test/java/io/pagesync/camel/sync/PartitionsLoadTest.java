package io.pagesync.camel.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.context.OpenRuns;
import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.LoggedRequest;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.sandbox.data.Licence;
import io.pagesync.testing.SandboxExtension;
import io.pagesync.testing.TestSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.component.mock.MockEndpoint;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packages of many licences, each a partition. */
@Timeout(180)
final class PartitionsLoadTest {
    private static final int LICENCES = 40;

    @RegisterExtension
    static final SandboxExtension SANDBOX = SandboxExtension.of(SandboxSettings.builder()
            .licences(IntStream.range(0, LICENCES)
                    .mapToObj(i -> new Licence(licence(i), "Licence " + i, i * 7))
                    .toList()));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void load_fortyLicences_isCompleteAndCountsEach(int concurrency) {
        RunReport report = packages("licenseNumber from /v2/licenses?pageSize=15")
                .run(SANDBOX.api().concurrency(concurrency));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(report.records().delivered())
                .isEqualTo(IntStream.range(0, LICENCES).map(i -> i * 7).sum());
        RunReport.Partitions partitions = partitions(report);
        assertThat(partitions.all()).isEqualTo(LICENCES);
        assertThat(partitions.verdicts()).isEqualTo(Map.of(Verdict.COMPLETE, (long) LICENCES));
        assertThat(partitions.empty()).isEqualTo(1);
        assertThat(Objects.requireNonNull(partitions.list()).records())
                .isEqualTo(new RunReport.Records((long) LICENCES, LICENCES));
        assertThat(SANDBOX.requests())
                .allMatch(request -> request.status() == 200)
                .filteredOn(PartitionsLoadTest::isList)
                .hasSize(3);
    }

    @Test
    void load_pages_saysWhichPartitionTheyAreOf() {
        MockEndpoint pages = SANDBOX.engine().context().getEndpoint("mock:pages", MockEndpoint.class);
        RunReport report = packages("licenseNumber=" + licence(1) + "," + licence(2))
                .steps("- to: mock:pages")
                .run(SANDBOX.engine());

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(pages.getExchanges()).hasSize(2).allSatisfy(each -> {
            String licence =
                    Objects.requireNonNull(each.getMessage().getBody(Page.class))
                                    .record(0)
                                    .get("licenseNumber") + "";
            assertThat(each.getMessage().getHeader("PagesyncScope")).isEqualTo("licenseNumber=" + licence);
            assertThat(each.getMessage().getHeader("PagesyncPartition")).isEqualTo("licenseNumber=" + licence);
            assertThat(each.getMessage().getHeader("PagesyncPage")).isEqualTo(1);
        });
    }

    @Test
    void load_oneLicenceIsUnknown_isPartialAndNamesIt() {
        RunReport report = packages("licenseNumber=" + licence(3) + ",C11-NONE," + licence(4))
                .run(SANDBOX.engine());

        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(partitions(report).verdicts()).isEqualTo(Map.of(Verdict.COMPLETE, 2L, Verdict.FAILED, 1L));
        assertThat(partitions(report).notWhole()).singleElement().satisfies(one -> {
            assertThat(one.partition()).isEqualTo("licenseNumber=C11-NONE");
            assertThat(one.why().get(0)).contains("404", "There is no licence C11-NONE");
        });
    }

    @Test
    void load_linesOfAFile_isCompleteAndLoadsEachOnce(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("licences.txt"),
                "# ours\n" + licence(5) + "\n\n" + licence(6) + "\n" + licence(5) + "\n");
        RunReport report = packages("licenseNumber=file:" + file).run(SANDBOX.engine());

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(partitions(report).verdicts()).isEqualTo(Map.of(Verdict.COMPLETE, 2L));
        assertThat(report.notes())
                .containsExactly("1 value came more than once in the list of partitions, and was loaded once");
    }

    @Test
    void load_stoppedInTheMiddle_endsAtOnceWithWhatThereIs() throws Exception {
        Engine engine = SANDBOX.engine();
        CompletableFuture<RunReport> report =
                CompletableFuture.supplyAsync(() -> packages("licenseNumber from /v2/licenses?pageSize=15")
                        .steps("- delay: { constant: 1000 }")
                        .run(engine));
        Awaitility.await().until(() -> OpenRuns.of(engine.context()).open().stream()
                .anyMatch(run -> run.status().pages() > 5));
        OpenRuns.of(engine.context()).stop("interrupted");

        RunReport stopped = report.get(60, TimeUnit.SECONDS);
        assertThat(stopped.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(stopped.stopped()).isEqualTo("interrupted");
        assertThat(stopped.pages().delivered()).isPositive();
        assertThat(partitions(stopped).verdicts().getOrDefault(Verdict.COMPLETE, 0L))
                .isLessThan(LICENCES);
    }

    @Test
    void load_stepsThatGoOnInOtherThreads_waitsForThem() {
        RunReport report = packages("licenseNumber from /v2/licenses")
                .steps("- multicast: { parallelProcessing: true, steps: [ { delay: { constant: 5 } } ] }")
                .run(SANDBOX.api().concurrency(3));

        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
    }

    @Test
    void gather_records_areThoseOfAllPartitionsInOrder() throws Exception {
        Object records = packages("licenseNumber from /v2/licenses")
                .with("gather", "records")
                .request(SANDBOX.engine());

        assertThat((List<?>) records)
                .extracting(record -> ((JsonRecord) record).get("licenseNumber"))
                .containsExactlyElementsOf(IntStream.range(0, LICENCES)
                        .boxed()
                        .flatMap(i -> Collections.nCopies(i * 7, licence(i)).stream())
                        .toList());
    }

    @Test
    void load_fileIsNotThere_isFailedAndSaysSo() {
        RunReport report = packages("licenseNumber=file:nowhere.txt").run(SANDBOX.engine());

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.failures()).singleElement().satisfies(failure -> assertThat(failure.error())
                .startsWith("the file of partitions, nowhere.txt, cannot be read: there is none, seen from /"));
    }

    @Test
    void load_listIsUnknown_isFailedAndSaysSo() {
        RunReport report = packages("licenseNumber from /v2/nothing").run(SANDBOX.engine());

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(Objects.requireNonNull(partitions(report).list()).why().get(0))
                .contains("There is nothing at /v2/nothing");
    }

    @Test
    void load_recordsOfTheListHaveNoSuchField_isNotWhole() {
        RunReport report =
                packages("licenseNumber from /v2/licenses at /number").run(SANDBOX.engine());

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.failures().get(0).error())
                .isEqualTo("record 1 on page 1 of the list of partitions has no value at '/number'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "licenseNumber=A,B,A | the partitions name licenseNumber=A twice",
                "licenseNumber | partitions: 'licenseNumber'; it must be NAME=VALUE,VALUE...,",
                "licence=A,B | partitions give values for {licence}, but neither path, query nor body has a place for one",
                "page=1,2 | partitions name {page}, which stands for something else",
                "licenseNumber=A,,B | a value of the partitions' licenseNumber is empty",
                "2024-01-01..2023-01-01/P1M | the windows 2024-01-01..2023-01-01/P1M end before they begin",
                "0..10/0 | the windows 0..10/0 have a step that leads nowhere",
                "a..b/c | the windows a..b/c cannot be cut; write FROM..TO/STEP"
            })
    void partitions_thatCannotBe_areRefusedBeforeAnythingIsAskedFor(String partitions, String message) {
        assertThatThrownBy(() -> packages(partitions).run(SANDBOX.engine()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(message);
        assertThat(SANDBOX.requests()).isEmpty();
    }

    private static boolean isList(LoggedRequest request) {
        return request.path().equals("/v2/licenses");
    }

    private static RunReport.Partitions partitions(RunReport report) {
        return Objects.requireNonNull(report.partitions());
    }

    private static TestSync packages(String partitions) {
        return TestSync.packages()
                .with("query", "RAW(licenseNumber={licenseNumber}&pageSize=100&sort=id:asc)")
                .with("key", "id")
                .with("partitions", partitions.contains("&") ? "RAW(" + partitions + ")" : partitions);
    }

    private static String licence(int number) {
        return String.format("C11-%07d-LIC", number);
    }
}
