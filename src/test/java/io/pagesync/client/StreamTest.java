package io.pagesync.client;

import static io.pagesync.client.Clients.PACKAGES;
import static io.pagesync.client.Clients.sandbox;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagesync.page.Page;
import io.pagesync.sandbox.Faults;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pages as a stream: in order, no faster than they are taken, and over when it is closed. */
@Timeout(180)
final class StreamTest {
    @Test
    void stream_ofACollection_hasItsPagesInOrder() throws IOException {
        SandboxSettings settings = SandboxSettings.builder()
                .records(3000)
                .rateLimit(0)
                .faults(Faults.none().withSlow(0.3, Duration.ofMillis(30)))
                .build();
        try (Sandbox sandbox = Sandbox.start(settings);
                PagesyncClient client = Clients.open(sandbox);
                Stream<Page> pages = client.collection(PACKAGES).key("id").stream()) {
            assertThat(pages.map(Page::getNumber))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 30).boxed().toList());
        }
    }

    @Test
    void stream_notYetAsked_asksForNothing() throws IOException {
        try (Sandbox sandbox = sandbox(3000);
                PagesyncClient client = Clients.open(sandbox);
                Stream<Page> pages = client.collection(PACKAGES).stream()) {
            Stream<Integer> numbers = pages.map(Page::getNumber);

            assertThat(sandbox.requests()).isEmpty();
            assertThat(numbers.count()).isEqualTo(30);
        }
    }

    @Test
    void stream_takenSlowly_asksForNoMoreThanWorkersHold() throws IOException {
        try (Sandbox sandbox = sandbox(100_000);
                PagesyncClient client =
                        Clients.at(sandbox.baseUri()).concurrency(4).open();
                Stream<Page> stream = client.collection(PACKAGES).stream()) {
            Iterator<Page> pages = stream.iterator();
            for (int taken = 1; taken <= 30; taken++) {
                assertThat(pages.next().getNumber()).isEqualTo(taken);
            }

            // Those that wait with the four workers and the splitter's own thread, and the one on the way.
            Awaitility.await()
                    .during(Duration.ofMillis(300))
                    .until(() -> sandbox.requests().size() <= 30 + 4 + 2);
        }
    }

    @Test
    void stream_closedEarly_endsTheRun() throws IOException {
        try (Sandbox sandbox = sandbox(100_000);
                PagesyncClient client =
                        Clients.at(sandbox.baseUri()).rateLimit(100).open()) {
            try (Stream<Page> pages = client.collection(PACKAGES).stream()) {
                Optional<Page> first = pages.findFirst();

                assertThat(first).map(Page::getNumber).contains(1);
            }
            CollectionLoadTest.assertNothingMoreIsAsked(sandbox);
        }
    }

    @Test
    void stream_withAMissingPage_endsInTheErrorBehindThePagesThatWereGot() throws IOException {
        SandboxSettings settings = SandboxSettings.builder()
                .records(3000)
                .rateLimit(0)
                .faults(Faults.none().withFailingPages(Map.of(8, 500)))
                .build();
        List<Integer> got = new ArrayList<>();
        try (Sandbox sandbox = Sandbox.start(settings);
                PagesyncClient client = Clients.open(sandbox);
                Stream<Page> pages = client.collection(PACKAGES).stream()) {
            assertThatThrownBy(() -> pages.forEach(page -> got.add(page.getNumber())))
                    .isInstanceOfSatisfying(PageFailedException.class, error -> {
                        assertThat(error.page()).isEqualTo(8);
                        assertThat(error.pages()).isEmpty();
                        assertThat(error.report().pages().delivered()).isEqualTo(got.size());
                    });
        }
        assertThat(got).isSorted().startsWith(1).doesNotContain(8);
    }

    @Test
    void loads_insideAStream_doNotWaitForIt() throws IOException {
        try (Sandbox sandbox = sandbox(1000);
                PagesyncClient client =
                        Clients.at(sandbox.baseUri()).concurrency(1).open();
                Stream<Page> pages = client.collection(PACKAGES).stream()) {
            List<Integer> sizes = pages.limit(3)
                    .map(page -> client.collection(PACKAGES).records().size())
                    .toList();

            assertThat(sizes).containsExactly(1000, 1000, 1000);
        }
    }

    @Test
    void stream_ofAClosedClient_endsInAnError() throws IOException {
        try (Sandbox sandbox = sandbox(100_000)) {
            PagesyncClient client = Clients.at(sandbox.baseUri()).rateLimit(100).open();
            try (Stream<Page> stream = client.collection(PACKAGES).stream()) {
                Iterator<Page> pages = stream.iterator();
                pages.next();
                client.close();

                assertThatThrownBy(() -> pages.forEachRemaining(page -> {}))
                        .isInstanceOf(RunIncompleteException.class)
                        .hasMessageContaining("the client was closed");
            }
        }
    }

    @Test
    void stream_whoseThreadIsInterrupted_ends() throws IOException {
        try (Sandbox sandbox = sandbox(100_000);
                PagesyncClient client = Clients.open(sandbox);
                Stream<Page> pages = client.collection(PACKAGES).stream()) {
            assertThatThrownBy(
                            () -> pages.forEach(page -> Thread.currentThread().interrupt()))
                    .isInstanceOf(RunIncompleteException.class)
                    .hasMessageContaining("its stream was interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
