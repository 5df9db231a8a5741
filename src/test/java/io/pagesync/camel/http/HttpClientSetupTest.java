package io.pagesync.camel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.api.Api;
import io.pagesync.api.ApiSettings.AnswerLimits;
import io.pagesync.api.Attempt;
import io.pagesync.testing.HostileServer;
import io.pagesync.testing.TestApi;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.junit.jupiter.api.Test;

/** The client of an API. */
final class HttpClientSetupTest {
    /** Runs out of memory at the first request, when its connection is open. */
    private static final class FailingOnce implements RequestCustomizer {
        private final AtomicBoolean failed = new AtomicBoolean();
        private final URI server;
        private final Attempt attempt;

        FailingOnce(URI server, Attempt attempt) {
            this.server = server;
            this.attempt = attempt;
        }

        @Override
        public URI server() {
            return server;
        }

        @Override
        public AnswerLimits limits() {
            return new AnswerLimits(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(20), 1024);
        }

        @Override
        public Attempt attempt(HttpContext context) {
            return attempt;
        }

        @Override
        public void customize(ClassicHttpRequest request, Attempt of) {}

        @Override
        public String reveal(String pathAndQuery, Attempt of) {
            if (failed.compareAndSet(false, true)) {
                throw new OutOfMemoryError("for a moment");
            }
            return pathAndQuery;
        }
    }

    @Test
    void client_afterAnError_goesOnWithAllOfItsConnections() throws Exception {
        try (HostileServer server = HostileServer.start(HostileServer::behave);
                DefaultCamelContext context = new DefaultCamelContext()) {
            PoolingHttpClientConnectionManager pool = PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(1)
                    .build();
            HttpClientBuilder builder = HttpClientBuilder.create().setConnectionManager(pool);
            Api api = new Api(TestApi.at(server.baseUri()).settings());
            Attempt attempt = new Attempt();
            api.takePermit(attempt);
            new HttpClientSetup(api, new FailingOnce(server.baseUri(), attempt), OpenCalls.of(context))
                    .configureHttpClient(builder);
            try (CloseableHttpClient client = builder.build()) {
                HttpGet get = new HttpGet(server.baseUri());
                assertThatThrownBy(() -> client.execute(get, answer -> 0)).isInstanceOf(OutOfMemoryError.class);

                String page = client.execute(get, answer -> EntityUtils.toString(answer.getEntity()));

                assertThat(page).startsWith("{\"data\":");
                assertThat(pool.getTotalStats().getLeased()).isZero();
            }
            assertThatThrownBy(() -> pool.lease(
                            "1",
                            new org.apache.hc.client5.http.HttpRoute(
                                    org.apache.hc.core5.http.HttpHost.create(server.baseUri())),
                            null))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
