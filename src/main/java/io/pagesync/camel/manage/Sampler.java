package io.pagesync.camel.manage;

import io.pagesync.camel.context.OpenRuns;
import io.pagesync.run.Run;
import io.pagesync.view.RunPace;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Looks at the open runs once a second, for as long as it is not closed, so that whoever looks at a run sees how fast it goes. */
final class Sampler implements AutoCloseable {
    private final Map<String, RunPace> paces = new ConcurrentHashMap<>();
    private final OpenRuns runs;
    private final ScheduledExecutorService timer;

    Sampler(OpenRuns runs) {
        this.runs = runs;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "pagesync-management-pace");
            thread.setDaemon(true);
            return thread;
        });
        var unused = timer.scheduleAtFixedRate(this::look, 0, 1, TimeUnit.SECONDS);
    }

    private void look() {
        List<Run> open = runs.open();
        paces.keySet().retainAll(open.stream().map(Run::id).collect(Collectors.toSet()));
        for (Run run : open) {
            paces.computeIfAbsent(run.id(), id -> new RunPace())
                    .add(System.nanoTime(), run.traffic().requests(), run.api().inFlight());
        }
    }

    /** How it goes with an open run. */
    RunPace pace(Run run) {
        return paces.getOrDefault(run.id(), new RunPace());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
