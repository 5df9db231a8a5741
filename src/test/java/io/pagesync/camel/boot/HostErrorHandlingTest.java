package io.pagesync.camel.boot;

import static io.pagesync.testing.TestSync.packages;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.report.Verdict;
import io.pagesync.testing.SandboxExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails in a host: its routes fare as without us, and ours as without the host. */
final class HostErrorHandlingTest {
    private static final String KAMELET = """
        apiVersion: camel.apache.org/v1
        kind: Kamelet
        metadata:
          name: foreign-sink
        spec:
          definition:
            title: Foreign
            type: object
          template:
            from:
              uri: kamelet:source
              steps:
                - bean: { ref: failing }
        """;
    private static final String ROUTES = """
        - route:
            id: foreign
            errorHandler:
              deadLetterChannel:
                deadLetterUri: mock:dead
                redeliveryPolicy: { maximumRedeliveries: "2", redeliveryDelay: "0", logExhausted: false }
            from:
              uri: direct:foreign
              steps:
                - to: kamelet:foreign-sink
        """;

    private Path folder;

    @RegisterExtension
    private final SandboxExtension sandbox = SandboxExtension.of(250);

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void kamelet_foreign_isHandledByItsRoutesErrorHandler(boolean withUs) throws Exception {
        Files.writeString(folder.resolve("foreign-sink.kamelet.yaml"), KAMELET);
        AtomicInteger attempts = new AtomicInteger();
        try (HostContext host = withUs ? HostContext.of(sandbox.sandbox()) : new HostContext();
                ProducerTemplate producer = host.context().createProducerTemplate()) {
            host.context().getComponent("kamelet", KameletComponent.class).setLocation("file:" + folder);
            host.context().getRegistry().bind("failing", (Processor) exchange -> {
                attempts.incrementAndGet();
                throw new IllegalStateException("on purpose");
            });
            host.routes("foreign", ROUTES);
            if (withUs) {
                host.routes("packages", packages().yaml());
            }
            host.start();

            producer.sendBody("direct:foreign", "message");

            assertThat(attempts).hasValue(3);
            assertThat(host.context()
                            .getEndpoint("mock:dead", MockEndpoint.class)
                            .getReceivedCounter())
                    .isEqualTo(1);
        }
    }

    @Test
    void errorHandler_ofTheWholeHost_leavesOurRetriesAndVerdictsAlone() throws Exception {
        try (HostContext host = HostContext.of(sandbox.sandbox())) {
            DeadLetterChannelDefinition dead = new DeadLetterChannelDefinition("mock:dead");
            dead.setRedeliveryPolicy(
                    new RedeliveryPolicyDefinition().maximumRedeliveries("3").redeliveryDelay("0"));
            host.context().getCamelContextExtension().setErrorHandlerFactory(dead);
            host.set("pagesync.api.t3.attempts", "2")
                    .set("pagesync.api.t3.backoff", "1ms")
                    .routes("packages", packages().with("path", "/v2/none").yaml())
                    .start();

            assertThat(Pipeline.run(host.context(), "packages").verdict()).isEqualTo(Verdict.FAILED);
            assertThat(sandbox.requests()).hasSize(1);
        }
    }

    @Test
    void errorHandler_ofTheWholeHost_getsNoPageOfAnApiThatIsDown() throws Exception {
        try (HostContext host = HostContext.of(sandbox.sandbox())) {
            DeadLetterChannelDefinition dead = new DeadLetterChannelDefinition("mock:dead");
            host.context().getCamelContextExtension().setErrorHandlerFactory(dead);
            host.set(
                            "pagesync.api.t3.base-url",
                            URI.create("http://127.0.0.1:1").toString())
                    .routes("packages", packages().yaml())
                    .start();

            assertThat(Pipeline.run(host.context(), "packages").verdict()).isEqualTo(Verdict.FAILED);
            assertThat(host.context()
                            .getEndpoint("mock:dead", MockEndpoint.class)
                            .getReceivedCounter())
                    .isZero();
        }
    }
}
