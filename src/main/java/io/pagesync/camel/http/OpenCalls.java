package io.pagesync.camel.http;

import io.pagesync.camel.context.ContextBean;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.hc.core5.concurrent.Cancellable;

/**
 * The requests of a Camel context that are under way. Each has a deadline at which its connection is closed, wherever it
 * is: a time-out of the socket alone begins anew with each byte, and a server that sends one a second keeps a request for
 * ever. Thread-safe.
 */
public final class OpenCalls {
    private static final long IDLE_SECONDS = 2;

    private final Set<OpenCall> open = ConcurrentHashMap.newKeySet();
    /** One thread, which ends when there is nothing to watch for a while. */
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "pagesync-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    private OpenCalls() {
        clock.setRemoveOnCancelPolicy(true);
        clock.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
    }

    /** The context's calls; one object a context. */
    public static OpenCalls of(CamelContext context) {
        return ContextBean.of(context, OpenCalls.class, OpenCalls::new);
    }

    /** A request begins, which is cut off after this time. */
    OpenCall begin(Cancellable request, Duration limit) {
        OpenCall call = new OpenCall(request, limit, open::remove);
        open.add(call);
        call.watch(clock.schedule(call::timeIsUp, limit.toNanos(), TimeUnit.NANOSECONDS));
        return call;
    }

    /** Cuts all of them off; whoever waits for one of them is told that its run has stopped, for this reason. */
    public void stop(String reason) {
        open.forEach(call -> call.stop(reason));
    }
}
