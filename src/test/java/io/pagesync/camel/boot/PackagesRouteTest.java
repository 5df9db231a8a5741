package io.pagesync.camel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.camel.boot.PackagesRouteTest.MockDestinations;
import io.pagesync.report.RunReport;
import io.pagesync.report.Verdict;
import io.pagesync.testing.SandboxExtension;
import org.apache.camel.BeanInject;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.builder.AdviceWithRouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.test.main.junit5.AdviceRouteMapping;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.apache.camel.test.main.junit5.Configure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code routes/packages.camel.yaml} in an application of camel-main, with mocks in place of its destinations. */
@CamelMainTest(
        propertyPlaceholderLocations = "file:config/application.properties",
        properties = {
            "camel.main.routes-include-pattern=file:routes/packages.camel.yaml",
            "camel.main.main-listener-classes=io.pagesync.camel.boot.PagesyncListener"
        },
        advices = @AdviceRouteMapping(route = "packages", advice = MockDestinations.class))
@SuppressWarnings("NullAway.Init")
final class PackagesRouteTest {
    @RegisterExtension
    static final SandboxExtension SANDBOX = SandboxExtension.of(1050);

    @BeanInject
    private CamelContext context;

    @EndpointInject("mock:table")
    private MockEndpoint table;

    @EndpointInject("mock:queue")
    private MockEndpoint queue;

    /** A route of a file can be advised; one that is made from a template cannot. */
    static final class MockDestinations extends AdviceWithRouteBuilder {
        @Override
        public void configure() throws Exception {
            weaveByToUri("kamelet:database-sink*").replace().to("mock:table");
            weaveByToUri("kamelet:queue-sink*").replace().to("mock:queue");
        }
    }

    @Configure
    void sandbox(MainConfigurationProperties main) {
        main.addConfiguration(SANDBOX);
    }

    @Test
    void packages_ofTheSandbox_goToTheTableAndToTheQueueAsPages() throws InterruptedException {
        table.expectedMessageCount(3);
        queue.expectedMessageCount(3);

        RunReport report = Pipeline.run(context, "packages");

        MockEndpoint.assertIsSatisfied(table, queue);
        assertThat(report.verdict()).isEqualTo(Verdict.COMPLETE);
        // The last page is read before all others, too, and the first and the last after them.
        assertThat(SANDBOX.requests()).hasSize(6);
    }
}
