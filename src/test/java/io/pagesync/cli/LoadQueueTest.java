package io.pagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.jms.TestBroker;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A URL into a queue of the broker that the environment names. */
final class LoadQueueTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"queue:packages, page", "jms:queue:packages?exchangePattern=InOnly, record"})
    void load_toAQueue_sendsEachRecordToTheBrokerOfTheSettings(String to, String per) throws Exception {
        try (TestBroker broker = TestBroker.start();
                Sandbox sandbox = Sandbox.start(
                        SandboxSettings.builder().records(250).rateLimit(0).build());
                CommandProcess load = CommandProcess.start(
                        folder,
                        Redirect.DISCARD,
                        Map.of(
                                "PAGESYNC_JMS_URL",
                                broker.url(),
                                "PAGESYNC_JMS_USER",
                                TestBroker.USER,
                                "PAGESYNC_JMS_PASSWORD",
                                TestBroker.PASSWORD),
                        List.of(),
                        "load",
                        sandbox.baseUri() + "/v2/packages/active?licenseNumber=C11-0000001-LIC&pageSize=100",
                        "--rate",
                        "0",
                        "--key",
                        "id",
                        "--per",
                        per,
                        "--to",
                        to)) {
            assertThat(load.exitCode()).as(load::err).isZero();
            assertThat(load.err()).contains("COMPLETE   250 of 250 records");
            assertThat(broker.take("packages", 250)).hasSize(250);
        }
    }
}
