package io.pagesync.sandbox;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;

/** What the tests of styles share: a sandbox with forty-five records in pages of twenty, at the most. */
@SuppressWarnings("NullAway.Init")
abstract class StyledSandbox {
    Sandbox sandbox;
    SandboxClient client;

    void start(SandboxStyle style) throws IOException {
        sandbox = Sandbox.start(SandboxSettings.builder()
                .style(style)
                .records(45)
                .pageSizeCap(20)
                .build());
        client = new SandboxClient(sandbox);
    }

    @AfterEach
    void close() {
        sandbox.close();
    }
}
