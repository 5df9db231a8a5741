package io.pagesync.bench.server;

/** What the server was set to, and what it has seen since; used by its one thread only. */
final class ServerState {
    private StrictLimit limit = new StrictLimit(0);
    private int latencyMillis;
    private Arrivals arrivals = new Arrivals();

    void set(int perSecond, int latency) {
        // Now, rather than while requests come: what arrived during a collection of 16 ms would seem to come at once.
        System.gc();
        limit = new StrictLimit(perSecond);
        latencyMillis = latency;
        arrivals = new Arrivals();
    }

    /** A request for a page arrived; whether it is answered. */
    boolean arrived(long now) {
        boolean accepted = limit.accepts(now);
        arrivals.add(now, accepted);
        return accepted;
    }

    int latencyMillis() {
        return latencyMillis;
    }

    Arrivals arrivals() {
        return arrivals;
    }
}
