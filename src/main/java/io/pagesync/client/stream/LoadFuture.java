package io.pagesync.client.stream;

import io.pagesync.camel.sync.LoadRequest;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a load will end in; to cancel it ends the run. */
public final class LoadFuture<T> extends CompletableFuture<T> {
    private final LoadRequest load;

    public LoadFuture(LoadRequest load) {
        this.load = load;
    }

    public LoadRequest load() {
        return load;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            load.stop("cancelled");
        }
        return cancelled;
    }

    /** Stages that follow are none of ours: to cancel one of them ends nothing. */
    @Override
    public <U> CompletableFuture<@Nullable U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
