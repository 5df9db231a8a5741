package app;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.sandbox.Faults;
import io.pagesync.test.ServedApi;
import io.pagesync.test.SyncExtension;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PackagesTest {
    @RegisterExtension
    final SyncExtension sync = SyncExtension.of(Path.of("routes/packages.camel.yaml"))
            .api("t3", ServedApi.recorded(Path.of("recordings/packages")))
            .mock("kamelet:queue-sink*");

    @Test
    void aPageThatFailsAtFirst_isAskedForAgain() {
        sync.api("t3").faults(Faults.none().withFailingAttempts(Map.of(2, 1)));

        RunReport run = sync.run();

        assertThat(run.verdict()).isEqualTo(Verdict.COMPLETE);
        assertThat(sync.query("SELECT count(*) AS n FROM packages").get(0)).containsEntry("n", 60);
        assertThat(sync.records("packages")).hasSize(60);
        assertThat(sync.api("t3").requests()).filteredOn(request -> Objects.equals(request.page(), 2)).hasSize(2);
    }
}
