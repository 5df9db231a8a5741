package io.pagesync.client;

import io.pagesync.page.Page;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;

/** The publisher of pages keeps the rules of reactive streams, as their own test kit reads them. */
// TestNG calls open() before anything else.
@SuppressWarnings("NullAway.Init")
public final class PublisherVerificationTest extends FlowPublisherVerification<Page> {
    private static final long MOST_PAGES = 1000;
    private static final long PATIENCE_MILLIS = 2_000;
    private static final long SILENCE_MILLIS = 50;

    /** How many pages the collection has now; the kit's tests run one after the other. */
    private volatile long pages;

    private PagesyncClient client;
    private PagesyncClient broken;

    /** With patience for a busy machine, and little where nothing is to come. */
    public PublisherVerificationTest() {
        super(new TestEnvironment(PATIENCE_MILLIS, SILENCE_MILLIS));
    }

    /** A collection of one record a page, and one that cannot be had. */
    @BeforeClass
    public void open() {
        client = PagesyncClient.calling(page -> Map.of(
                        "data", page > pages ? List.of() : List.of(Map.of("id", page)), "total", pages, "pageSize", 1))
                .open();
        broken = PagesyncClient.calling(page -> {
                    throw new IOException("nobody is there");
                })
                .attempts(1)
                .open();
    }

    /** Ends both. */
    @AfterClass
    public void close() {
        client.close();
        broken.close();
    }

    @Override
    public Flow.Publisher<Page> createFlowPublisher(long elements) {
        pages = elements;
        return client.collection().publisher();
    }

    @Override
    public Flow.Publisher<Page> createFailedFlowPublisher() {
        return broken.collection().publisher();
    }

    @Override
    public long maxElementsFromPublisher() {
        return MOST_PAGES;
    }
}
