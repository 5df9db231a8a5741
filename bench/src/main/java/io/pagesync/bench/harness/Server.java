package io.pagesync.bench.harness;

import java.net.URI;

/** A page server in a process of its own, on loopback; it ends when it is closed. */
public abstract class Server implements AutoCloseable {
    private final String name;
    private final Process process;
    private final int port;

    Server(String name, Process process, int port) {
        this.name = name;
        this.process = process;
        this.port = port;
    }

    /** What it is, for the results. */
    public final String name() {
        return name;
    }

    /** Where it listens. */
    public final URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** A collection of so many records in pages of this size; pages by {@code ?page=N}. */
    public final String collection(long total, int size) {
        return uri() + "/packages/" + total + "/" + size;
    }

    @Override
    public final void close() {
        process.destroy();
        process.onExit().join();
    }
}
