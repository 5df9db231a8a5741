package io.pagesync.testing;

import io.pagesync.camel.boot.Engine;
import io.pagesync.sandbox.LoggedRequest;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import io.pagesync.sandbox.data.PackageCollection;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A sandbox that runs while tests do, and an engine that has it as API t3 for those that ask for one: of each test its
 * own. In a static field all tests of a class share the sandbox, in any other each has one of its own.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SandboxExtension SANDBOX = SandboxExtension.of(250);
 *
 * @Test
 * void sync_ofThreePages_asksThreeTimes() {
 *     assertThat(packages().run(SANDBOX.engine()).verdict()).isEqualTo(Verdict.COMPLETE);
 *     assertThat(SANDBOX.requests()).hasSize(3);
 * }
 * }</pre>
 *
 * An application under test gets it as API t3, too, where it is the application's {@link CamelConfiguration}.
 */
public final class SandboxExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, CamelConfiguration {
    private final SandboxSettings settings;
    private UnaryOperator<TestApi> api = UnaryOperator.identity();
    private boolean shared;
    private int before;
    private @Nullable Sandbox sandbox;
    private @Nullable Engine engine;

    private SandboxExtension(SandboxSettings settings) {
        this.settings = settings;
    }

    public static SandboxExtension of(SandboxSettings.Builder settings) {
        return new SandboxExtension(settings.build());
    }

    /** So many records of the first licence, no rate limit. */
    public static SandboxExtension of(int records) {
        return of(SandboxSettings.builder().records(records));
    }

    /** What the engine's API is beside the usual. */
    public SandboxExtension api(UnaryOperator<TestApi> of) {
        api = of;
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        shared = true;
        sandbox = Sandbox.start(settings);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        if (!shared) {
            sandbox = Sandbox.start(settings);
        }
        before = sandbox().requests().size();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (engine != null) {
            engine.close();
            engine = null;
        }
        if (!shared) {
            sandbox().close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        sandbox().close();
    }

    public Sandbox sandbox() {
        return Objects.requireNonNull(sandbox, "the sandbox runs while tests do");
    }

    public URI baseUri() {
        return sandbox().baseUri();
    }

    public PackageCollection collection() {
        return sandbox().collection();
    }

    /** What this test has asked for. */
    public List<LoggedRequest> requests() {
        List<LoggedRequest> all = sandbox().requests();
        return all.subList(before, all.size());
    }

    /** The sandbox as API t3. */
    public TestApi api() {
        return api.apply(TestApi.at(baseUri()));
    }

    /** The engine of this test, which starts when it is asked for first. */
    public Engine engine() {
        Engine running = engine;
        if (running == null) {
            running = Engine.start(api().settings());
            engine = running;
        }
        return running;
    }

    /** Makes the sandbox API t3 of an application: no limit, short waits. */
    @Override
    public void configure(CamelContext application) {
        PropertiesComponent properties = application.getPropertiesComponent();
        properties.addOverrideProperty("pagesync.api.t3.base-url", baseUri().toString());
        properties.addOverrideProperty("pagesync.api.t3.rate-limit", "0");
        properties.addOverrideProperty("pagesync.api.t3.backoff", "2ms");
    }
}
