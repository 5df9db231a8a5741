package io.pagesync.client.stream;

import io.pagesync.camel.sync.LoadRequest;
import io.pagesync.page.Page;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Function;

/** Publishes the pages of a collection; each subscription is a load of its own. */
public final class PagePublisher implements Flow.Publisher<Page> {
    private final Function<LoadRequest.Taker, LoadFuture<Void>> starter;

    public PagePublisher(Function<LoadRequest.Taker, LoadFuture<Void>> starter) {
        this.starter = starter;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Page> subscriber) {
        PageSubscription subscription = new PageSubscription(Objects.requireNonNull(subscriber));
        subscriber.onSubscribe(subscription);
        subscription.begin(starter);
    }
}
