package io.pagesync.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.InvalidSettingException;
import io.pagesync.page.JsonRecord;
import io.pagesync.page.Page;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.sandbox.data.Licence;
import io.pagesync.testing.SandboxExtension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The packages of several licences by the Java API. */
@Timeout(180)
final class PartitionsTest {
    @RegisterExtension
    static final SandboxExtension SANDBOX = SandboxExtension.of(SandboxSettings.builder()
            .licences(IntStream.range(0, 8)
                    .mapToObj(i -> new Licence("L" + i, "Licence " + i, i * 30))
                    .toList()));

    private PagesyncClient client;

    @BeforeEach
    void open() {
        client = Clients.at(SANDBOX.baseUri()).open();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private CollectionLoad packages(String partitions) {
        return client.collection("/v2/packages/active?licenseNumber={licenseNumber}&pageSize=20")
                .set("partitions", partitions);
    }

    @Test
    void records_ofAllPartitions_areInTheirOrder() {
        Loaded<JsonRecord> loaded = packages("licenseNumber=L2,L1").records();

        assertThat(loaded.report().verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(loaded).hasSize(90);
        assertThat(loaded.get(0).get("licenseNumber")).isEqualTo("L2");
        assertThat(loaded.get(89).get("licenseNumber")).isEqualTo("L1");
    }

    @Test
    void stream_hasThePagesOfEachPartitionInOrder() {
        Map<String, Integer> last = new HashMap<>();
        try (Stream<Page> pages = packages("licenseNumber from /v2/licenses").stream()) {
            pages.filter(page -> page.getSize() > 0).forEach(page -> {
                String licence = page.record(0).get("licenseNumber") + "";
                assertThat(page.getNumber()).isEqualTo(last.getOrDefault(licence, 0) + 1);
                last.put(licence, page.getNumber());
            });
        }

        assertThat(last).hasSize(7).containsEntry("L7", 11);
    }

    @Test
    void records_onePartitionFails_throwsWithWhatWasGot() {
        assertThatThrownBy(() -> packages("licenseNumber=L1,none").records())
                .isInstanceOfSatisfying(RunIncompleteException.class, error -> {
                    assertThat(error.records()).hasSize(30);
                    RunReport.Partitions partitions =
                            Objects.requireNonNull(error.report().partitions());
                    assertThat(partitions.notWhole())
                            .extracting(RunReport.NotWhole::partition)
                            .isEqualTo(List.of("licenseNumber=none"));
                })
                .hasMessageContaining("There is no licence none");
    }

    @Test
    void pages_ofAFunction_haveNoPartitions() {
        try (PagesyncClient ofFunction = PagesyncClient.calling(page -> "{}").open()) {
            assertThatThrownBy(() -> ofFunction
                            .collection()
                            .query("x", "{x}")
                            .set("partitions", "x=1,2")
                            .pages())
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("partitions are not for a page function");
        }
    }
}
