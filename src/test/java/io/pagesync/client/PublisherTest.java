package io.pagesync.client;

import static io.pagesync.client.Clients.PACKAGES;
import static io.pagesync.client.Clients.sandbox;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagesync.page.Page;
import io.pagesync.sandbox.Faults;
import io.pagesync.sandbox.Sandbox;
import io.pagesync.sandbox.SandboxSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages as a Flow.Publisher: in order, one signal after the other, no page that was not asked for. */
@Timeout(180)
final class PublisherTest {
    /** Asks for so many pages at first, and for one more after each if told so. */
    private static class Reader implements Flow.Subscriber<Page> {
        final List<Integer> pages = new CopyOnWriteArrayList<>();
        final AtomicInteger inside = new AtomicInteger();
        final CountDownLatch over = new CountDownLatch(1);
        private final long first;
        private final boolean more;
        volatile Flow.@Nullable Subscription subscription;
        volatile @Nullable Throwable error;
        volatile boolean overlapped;

        Reader(long first, boolean more) {
            this.first = first;
            this.more = more;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            if (first != 0) {
                given.request(first);
            }
        }

        @Override
        public void onNext(Page page) {
            overlapped |= inside.incrementAndGet() > 1;
            pages.add(page.getNumber());
            inside.decrementAndGet();
            if (more) {
                request(1);
            }
        }

        void request(long n) {
            Flow.Subscription given = subscription;
            if (given != null) {
                given.request(n);
            }
        }

        void cancel() {
            Flow.Subscription given = subscription;
            if (given != null) {
                given.cancel();
            }
        }

        @Override
        public void onError(Throwable thrown) {
            error = thrown;
            over.countDown();
        }

        @Override
        public void onComplete() {
            over.countDown();
        }

        boolean isOver() throws InterruptedException {
            return over.await(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void publisher_askedForOneAtATime_givesAllPagesInOrderAndEnds() throws Exception {
        SandboxSettings settings = SandboxSettings.builder()
                .records(3000)
                .rateLimit(0)
                .faults(Faults.none().withSlow(0.3, Duration.ofMillis(20)))
                .build();
        try (Sandbox sandbox = Sandbox.start(settings);
                PagesyncClient client = Clients.open(sandbox)) {
            Reader reader = new Reader(1, true);
            client.collection(PACKAGES).publisher().subscribe(reader);

            assertThat(reader.isOver()).isTrue();
            assertThat(reader.error).isNull();
            assertThat(reader.overlapped).isFalse();
            assertThat(reader.pages)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 30).boxed().toList());
        }
    }

    @Test
    void publisher_askedForFew_givesAndFetchesNoMore() throws IOException {
        try (Sandbox sandbox = sandbox(100_000);
                PagesyncClient client =
                        Clients.at(sandbox.baseUri()).concurrency(4).open()) {
            Reader reader = new Reader(3, false);
            client.collection(PACKAGES).publisher().subscribe(reader);

            Awaitility.await().until(() -> reader.pages.size() == 3);
            Awaitility.await()
                    .during(Duration.ofMillis(300))
                    .until(() -> reader.pages.size() == 3 && sandbox.requests().size() <= 3 + 4 + 2);

            reader.request(2);
            Awaitility.await().until(() -> reader.pages.size() == 5);
            reader.cancel();
            CollectionLoadTest.assertNothingMoreIsAsked(sandbox);
            assertThat(reader.over.getCount()).isEqualTo(1);
        }
    }

    @Test
    void publisher_subscribedTwice_runsTwice() throws Exception {
        try (Sandbox sandbox = sandbox(300);
                PagesyncClient client = Clients.open(sandbox)) {
            Flow.Publisher<Page> publisher = client.collection(PACKAGES).publisher();
            Reader first = new Reader(Long.MAX_VALUE, false);
            Reader second = new Reader(Long.MAX_VALUE, false);
            publisher.subscribe(first);
            publisher.subscribe(second);

            assertThat(first.isOver() && second.isOver()).isTrue();
            assertThat(first.pages).containsExactly(1, 2, 3);
            assertThat(second.pages).containsExactly(1, 2, 3);
        }
    }

    @Test
    void publisher_withAMissingPage_endsInTheError() throws Exception {
        SandboxSettings settings = SandboxSettings.builder()
                .records(3000)
                .rateLimit(0)
                .faults(Faults.none().withFailingPages(Map.of(8, 500)))
                .build();
        try (Sandbox sandbox = Sandbox.start(settings);
                PagesyncClient client = Clients.open(sandbox)) {
            Reader reader = new Reader(Long.MAX_VALUE, false);
            client.collection(PACKAGES).publisher().subscribe(reader);

            assertThat(reader.isOver()).isTrue();
            assertThat(reader.error).isInstanceOf(PageFailedException.class);
        }
    }

    @Test
    void publisher_askedForNone_endsInAnIllegalArgument() throws Exception {
        try (Sandbox sandbox = sandbox(100_000);
                PagesyncClient client = Clients.open(sandbox)) {
            Reader reader = new Reader(-1, false);
            client.collection(PACKAGES).publisher().subscribe(reader);

            assertThat(reader.isOver()).isTrue();
            assertThat(reader.error).isInstanceOf(IllegalArgumentException.class);
            assertThat(reader.pages).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void subscriber_thatThrows_isTakenForCancelled(boolean seriously) throws IOException {
        try (Sandbox sandbox = sandbox(100_000);
                PagesyncClient client = Clients.open(sandbox)) {
            Reader reader = new Reader(Long.MAX_VALUE, false) {
                @Override
                public void onNext(Page page) {
                    super.onNext(page);
                    if (seriously) {
                        throw new OutOfMemoryError("no room");
                    }
                    throw new IllegalStateException("no room");
                }
            };
            client.collection(PACKAGES).publisher().subscribe(reader);

            Awaitility.await().until(() -> !reader.pages.isEmpty());
            CollectionLoadTest.assertNothingMoreIsAsked(sandbox);
            assertThat(reader.pages).containsExactly(1);
            assertThat(reader.over.getCount()).isEqualTo(1);
        }
    }

    @Test
    void publisher_ofAClosedClient_endsInAnError() throws Exception {
        try (Sandbox sandbox = sandbox(300)) {
            PagesyncClient client = Clients.open(sandbox);
            client.close();
            Reader reader = new Reader(1, true);
            client.collection(PACKAGES).publisher().subscribe(reader);

            assertThat(reader.isOver()).isTrue();
            assertThat(reader.error).isInstanceOf(IllegalStateException.class).hasMessageContaining("is closed");
        }
    }
}
