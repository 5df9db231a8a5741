package io.pagesync.sandbox;

import io.pagesync.sandbox.data.JsonBytes;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Remembers every answered request; writes them to a file as well if asked to. */
final class AccessLog implements AutoCloseable {
    private final Queue<LoggedRequest> requests = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger maxInFlight = new AtomicInteger();
    private final @Nullable BufferedWriter file;

    /** Writes a file anew, or none if it is null. */
    AccessLog(@Nullable Path path) throws IOException {
        try {
            file = path == null ? null : Files.newBufferedWriter(path, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IOException(
                    "The access log " + path + " cannot be written: is its folder there, and writable?", e);
        }
    }

    /** A request has arrived; says how many are in flight with it. */
    int arrived() {
        int now = inFlight.incrementAndGet();
        maxInFlight.accumulateAndGet(now, Math::max);
        return now;
    }

    /** A request is about to be answered; called before its last byte is sent, so that no client can be ahead of it. */
    void answered(LoggedRequest request) {
        requests.add(request);
        inFlight.decrementAndGet();
        if (file != null) {
            write(line(request), file);
        }
    }

    /** All requests answered so far, in the order they arrived. */
    List<LoggedRequest> requests() {
        return requests.stream()
                .sorted(Comparator.comparingLong(LoggedRequest::startNanos))
                .toList();
    }

    int maxInFlight() {
        return maxInFlight.get();
    }

    int busiestSecond() {
        return BusiestSecond.of(
                requests.stream().mapToLong(LoggedRequest::startNanos).toArray());
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            synchronized (file) {
                file.close();
            }
        }
    }

    private static String line(LoggedRequest request) {
        Integer page = request.page();
        return new JsonBytes(100)
                .instant(request.startEpochMillis())
                .raw(" " + request.method() + " " + request.path() + " page=" + (page == null ? "-" : page)
                        + " status=" + request.status() + (request.complete() ? "" : " cut") + " inFlight="
                        + request.inFlight() + "\n")
                .toString();
    }

    private static void write(String line, BufferedWriter file) {
        synchronized (file) {
            try {
                file.write(line);
                // Each line at once: the file is there to be watched while a load runs.
                file.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
