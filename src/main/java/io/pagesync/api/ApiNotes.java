package io.pagesync.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What is worth knowing of an API, each in one clause: told at once to whoever listens, where it is new, and to each run in
 * whose time it was found. Thread-safe.
 */
public final class ApiNotes {
    /** So many different ones; what is said of further ones is lost. */
    private static final int MOST = 50;

    /** Each with the number of the last time it was found. */
    private final Map<String, Long> found = new LinkedHashMap<>();

    private long times;
    private volatile Consumer<String> listener = text -> {};

    /** From now on, this is told. */
    public void listener(Consumer<String> to) {
        listener = to;
    }

    /** Something was found; it is told at once if {@code tell} says so and it was not found before. */
    public void add(String note, boolean tell) {
        boolean fresh;
        synchronized (this) {
            fresh = !found.containsKey(note);
            if (fresh && found.size() == MOST) {
                return;
            }
            found.put(note, ++times);
        }
        if (fresh && tell) {
            listener.accept(note);
        }
    }

    /** Something is to be told, which no run is to keep. */
    void tell(String text) {
        listener.accept(text);
    }

    /** How often something was found by now. */
    public synchronized long times() {
        return times;
    }

    /** What was found since it was found so often. */
    public synchronized List<String> since(long before) {
        List<String> notes = new ArrayList<>();
        found.forEach((note, at) -> {
            if (at > before) {
                notes.add(note);
            }
        });
        return notes;
    }
}
