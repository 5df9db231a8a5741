package io.pagesync.client.stream;

import io.pagesync.camel.sync.LoadRequest;
import io.pagesync.page.Page;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The pages of one load as a stream: the load begins when the first page is asked for, and ends when it is closed. */
public final class PageStream extends Spliterators.AbstractSpliterator<Page> {
    private final Function<LoadRequest.Taker, LoadFuture<Void>> starter;
    private final Handover handover = new Handover();
    private @Nullable LoadFuture<Void> running;
    private boolean closed;

    public PageStream(Function<LoadRequest.Taker, LoadFuture<Void>> starter) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
        this.starter = starter;
    }

    public Stream<Page> stream() {
        return StreamSupport.stream(this, false).onClose(this::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super Page> action) {
        LoadFuture<Void> load = begin();
        Page page;
        try {
            page = handover.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            load.load().stop("its stream was interrupted");
            throw Thrown.unchecked(Thrown.of(load));
        }
        if (page != null) {
            action.accept(page);
            return true;
        }
        Throwable error = handover.error();
        if (error != null) {
            throw Thrown.unchecked(error);
        }
        return false;
    }

    private synchronized LoadFuture<Void> begin() {
        if (closed) {
            throw new IllegalStateException("this stream of pages is closed");
        }
        if (running == null) {
            running = starter.apply((page, stop) -> stop.whileWaiting(() -> handover.put(page)));
            var unused = running.whenComplete((nothing, error) -> handover.end(error));
        }
        return running;
    }

    private synchronized void close() {
        closed = true;
        if (running != null) {
            running.cancel(true);
        }
    }
}
