package io.pagesync.camel.operate;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.Engine;
import io.pagesync.camel.boot.Pipeline;
import io.pagesync.report.RunReport;
import io.pagesync.testing.SandboxExtension;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ManagedBeansTest {
    @RegisterExtension
    static final SandboxExtension SANDBOX =
            SandboxExtension.of(250).api(api -> api.rate(50).concurrency(4));

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private static Map<String, Object> attributes(String type, String name, Engine engine) throws JMException {
        ObjectName its = new ObjectName("io.pagesync:type=" + type + ",context="
                + ObjectName.quote(engine.context().getName()) + ",name=" + ObjectName.quote(name));
        Map<String, Object> all = new LinkedHashMap<>();
        for (var each : SERVER.getMBeanInfo(its).getAttributes()) {
            all.put(each.getName(), SERVER.getAttribute(its, each.getName()));
        }
        return all;
    }

    @Test
    void jmx_showsSyncsAndApis_untilTheContextStops() throws JMException {
        Engine engine = SANDBOX.engine();
        packages().addTo(engine.context());
        Operation.always(engine.context());

        assertThat(attributes("Api", "t3", engine))
                .containsOnlyKeys("Limit", "Concurrency", "InFlight", "PausedForSeconds")
                .containsEntry("Limit", "50 requests/s")
                .containsEntry("Concurrency", 4)
                .containsEntry("InFlight", 0)
                .containsEntry("PausedForSeconds", 0.0);
        assertThat(attributes("Sync", "packages", engine))
                .containsEntry("Running", false)
                .containsEntry("Run", null)
                .containsEntry("PlannedPages", -1)
                .containsEntry("LastVerdict", null);

        RunReport run = Pipeline.run(engine.context(), "packages");

        assertThat(attributes("Sync", "packages", engine))
                .containsEntry("Running", false)
                .containsEntry("LastRun", run.run())
                .containsEntry("LastVerdict", "COMPLETE")
                .containsEntry("LastRecords", 250L)
                .containsEntry("LastStarted", run.started().toString())
                .containsEntry("LastSeconds", run.seconds());

        engine.context().stop();
        assertThat(SERVER.queryNames(
                        new ObjectName("io.pagesync:context="
                                + ObjectName.quote(engine.context().getName()) + ",*"),
                        null))
                .isEmpty();
    }
}
