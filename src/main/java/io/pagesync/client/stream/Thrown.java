package io.pagesync.client.stream;

import io.pagesync.PagesyncException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The errors of futures, as callers that wait get them. */
public final class Thrown {
    private Thrown() {}

    /** Waits for the future to end, and returns what it failed with; null if it did not. */
    public static @Nullable Throwable of(CompletableFuture<?> future) {
        return future.handle((value, error) -> error).join();
    }

    /** The error to be thrown, without what futures wrap it in. */
    public static RuntimeException unchecked(@Nullable Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof RuntimeException unchecked) {
            return unchecked;
        }
        if (cause instanceof Error serious) {
            throw serious;
        }
        return new PagesyncException(String.valueOf(cause == null ? null : cause.getMessage()), cause);
    }
}
