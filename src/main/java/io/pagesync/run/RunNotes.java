package io.pagesync.run;

import io.pagesync.api.Api;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is worth knowing of the answers to a run: what it was told itself, and what its API told meanwhile. Thread-safe. */
public final class RunNotes {
    /** So many different ones. */
    private static final int MOST = 20;

    private final Api api;
    private final long before;
    private final long pausesBefore;
    private final Set<String> own = new LinkedHashSet<>();

    RunNotes(Api api) {
        this.api = api;
        this.before = api.notes().times();
        this.pausesBefore = api.pauses();
    }

    /** Something is worth knowing, in one clause. */
    public synchronized void add(String note) {
        if (own.size() < MOST) {
            own.add(note);
        }
    }

    /** How many pauses the API asked for. */
    long pauses() {
        return api.pauses() - pausesBefore;
    }

    /** All of them, behind others. */
    synchronized List<String> behind(List<String> others) {
        List<String> all = new ArrayList<>(others);
        all.addAll(own);
        all.addAll(api.notes().since(before));
        return all;
    }
}
