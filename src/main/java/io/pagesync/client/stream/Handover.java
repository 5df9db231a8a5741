package io.pagesync.client.stream;

import io.pagesync.page.Page;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TransferQueue;
import org.jspecify.annotations.Nullable;

/** Where a loading thread hands a page to the thread that takes it, and waits until it is taken. */
final class Handover {
    private final TransferQueue<Object> queue = new LinkedTransferQueue<>();
    private volatile @Nullable Throwable error;

    private record End(@Nullable Throwable why) {}

    /** Offers a page and waits until it is taken. */
    void put(Page page) throws InterruptedException {
        queue.transfer(page);
    }

    /** No page follows; {@code why} is null if that is as it should be. */
    void end(@Nullable Throwable why) {
        queue.add(new End(why));
    }

    /** Waits for the next page; null if none follows. */
    @Nullable
    Page take() throws InterruptedException {
        Object next = queue.take();
        if (next instanceof End end) {
            error = end.why;
            // Whoever asks again is told again.
            queue.add(end);
            return null;
        }
        return (Page) next;
    }

    /** Why it ended; null if that is as it should be, or nobody has come to the end yet. */
    @Nullable
    Throwable error() {
        return error;
    }
}
