package io.pagesync.cli.progress;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/** Ctrl-C, SIGTERM and a terminal that is gone: the first begins an orderly end, a second ends the process at once. */
final class EndSignals implements AutoCloseable {
    private final Map<String, Object> before = new HashMap<>();
    private final Runnable first;
    /** The exit code of the signal that came, 0 if none did. */
    private final AtomicInteger exitCode = new AtomicInteger();

    /** Listens from now on; {@code first} is run in the signal's thread. */
    EndSignals(Runnable first) {
        this.first = first;
        // Where it is ignored, as behind nohup, it stays so.
        on("HUP", 129);
        on("INT", 130);
        on("TERM", 143);
    }

    /** 129, 130 or 143 once a signal has come, 0 before. */
    int exitCode() {
        return exitCode.get();
    }

    private void on(String signal, int code) {
        Object handler = Signals.register(signal, () -> {
            if (exitCode.compareAndSet(0, code)) {
                first.run();
            } else {
                Runtime.getRuntime().halt(code);
            }
        });
        if (handler != null) {
            before.put(signal, handler);
        }
    }

    /** Leaves the signals to the JVM again. */
    @Override
    public void close() {
        before.forEach(Signals::unregister);
    }
}
