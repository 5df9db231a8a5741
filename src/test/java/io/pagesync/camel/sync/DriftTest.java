package io.pagesync.camel.sync;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.sandbox.data.Change;
import io.pagesync.testing.TestApi;
import io.pagesync.testing.TestSync;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections that change while they are read: never COMPLETE beyond the evidence, and no false alarm. */
final class DriftTest {
    /** What it is like is seen once. */
    private static RunReport load(Sandbox sandbox, TestSync sync) {
        // One at a time, so that the change comes between two pages and not beside one.
        return sync.with("repairPasses", "0").run(TestApi.at(sandbox.baseUri()).concurrency(1));
    }

    private static Sandbox changing(Change change) throws IOException {
        return Sandbox.start(SandboxSettings.builder()
                .records(2050)
                .rateLimit(0)
                .changes(change)
                .build());
    }

    static Stream<Change> everyChangeOfSize() {
        return Stream.of(Change.grow(5, 1), Change.grow(5, 500), Change.shrink(5, 1), Change.shrink(5, 500));
    }

    @ParameterizedTest
    @MethodSource("everyChangeOfSize")
    void load_ofACollectionThatGrowsOrShrinks_isDrifted(Change change) throws IOException {
        try (Sandbox sandbox = changing(change)) {
            RunReport report = load(sandbox, packages());

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.evidence()).isEmpty();
            assertThat(report.drift())
                    .first()
                    .asString()
                    .startsWith("the total changed during the run: 2,050 at first");
        }
    }

    @Test
    void load_ofACollectionThatSwapsARecord_isCompleteOnlyAsCounted() throws IOException {
        try (Sandbox sandbox = changing(Change.swap(5, 1))) {
            RunReport report = load(sandbox, packages().with("key", "id"));

            // One record deleted in the middle and one created at the end leave every count right.
            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.evidence()).containsExactly("counted", "end seen", "unique keys");
        }
    }

    @Test
    void load_bracketed_noticesASwap() throws IOException {
        try (Sandbox sandbox = changing(Change.swap(5, 1))) {
            RunReport report = load(sandbox, packages().with("key", "id").with("verify", "bracketed"));

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.drift()).contains("page 21 held other keys when it was read again");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"id:asc", "id:desc", "lastModified:desc", "label:asc"})
    void load_bracketedOfACollectionThatStays_isCompleteInAnyOrder(String sort) throws IOException {
        try (Sandbox sandbox = Sandbox.start(
                SandboxSettings.builder().records(2050).rateLimit(0).build())) {
            RunReport report = load(
                    sandbox,
                    packages()
                            .with("query", "RAW(licenseNumber=" + TestSync.LICENCE + "&pageSize=100&sort=" + sort + ")")
                            .with("key", "id")
                            .with("verify", "bracketed"));

            assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
            assertThat(report.evidence()).containsExactly("counted", "end seen", "unique keys", "bracketed");
            assertThat(sandbox.requests()).hasSize(21 + 3);
        }
    }

    @Test
    void load_newestFirstOfACollectionThatGrows_findsKeysTwice() throws IOException {
        try (Sandbox sandbox = changing(Change.grow(5, 3))) {
            RunReport report = load(
                    sandbox,
                    packages()
                            .with("query", "RAW(licenseNumber=" + TestSync.LICENCE + "&pageSize=100&sort=id:desc)")
                            .with("key", "id"));

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.drift()).anyMatch(sign -> sign.startsWith("3 keys came twice, first on page 6"));
        }
    }

    @Test
    void load_strictApiThatShrinks_isDriftNotFailure() throws IOException {
        try (Sandbox sandbox = changing(Change.shrink(5, 1500))) {
            RunReport report = load(
                    sandbox,
                    packages()
                            .with(
                                    "query",
                                    "RAW(licenseNumber=" + TestSync.LICENCE + "&pageSize=100&strictPagination=true)"));

            assertThat(report.verdict()).isEqualTo(Verdict.DRIFTED);
            assertThat(report.failures()).isEmpty();
            assertThat(report.drift())
                    .anyMatch(sign -> sign.startsWith("the collection shrank: page 7 and those after it"));
        }
    }

    @Test
    void load_strictApiThatRefusesAPageItShouldHave_isPartial() throws IOException {
        SandboxSettings settings = SandboxSettings.builder()
                .records(2050)
                .rateLimit(0)
                .faults(io.pagesync.sandbox.Faults.none().withFailingPages(java.util.Map.of(7, 404)))
                .build();
        try (Sandbox sandbox = Sandbox.start(settings)) {
            RunReport report = load(sandbox, packages());

            assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(report.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.page()).isEqualTo(7);
                assertThat(failure.error()).contains("answered 404");
            });
            assertThat(sandbox.requests())
                    .extracting(request -> Objects.requireNonNull(request.page()))
                    .doesNotContain(9);
        }
    }
}
