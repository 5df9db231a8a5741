package io.pagesync.client;

import io.pagesync.sandbox.LoggedRequest;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Clients under test: no limit and short waits, whatever is not said. */
final class Clients {
    static final String PACKAGES = "/v2/packages/active?licenseNumber=C11-0000001-LIC&pageSize=100";

    private Clients() {}

    static PagesyncClient.Builder at(URI baseUri) {
        return PagesyncClient.at(baseUri.toString())
                .rateLimit(0)
                .set("backoff", "2ms")
                .set("max-backoff", "20ms");
    }

    static PagesyncClient open(Sandbox sandbox) {
        return at(sandbox.baseUri()).open();
    }

    static Sandbox sandbox(int records) throws IOException {
        return Sandbox.start(
                SandboxSettings.builder().records(records).rateLimit(0).build());
    }

    static List<LoggedRequest> inOrder(Sandbox sandbox) {
        List<LoggedRequest> requests = new ArrayList<>(sandbox.requests());
        requests.sort(Comparator.comparingLong(LoggedRequest::startNanos));
        return requests;
    }
}
