package io.pagesync.camel.sync;

import io.pagesync.InvalidSettingException;
import io.pagesync.camel.context.ContextBean;
import io.pagesync.settings.NearestName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;

/** The syncs of a Camel context, by name. Thread-safe. */
public final class Syncs {
    private final Map<String, Sync> byName = new ConcurrentSkipListMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Set<String> given = ConcurrentHashMap.newKeySet();
    private volatile boolean dryRun;

    /** The context's syncs; one object a context. */
    public static Syncs of(CamelContext context) {
        return ContextBean.of(context, Syncs.class, Syncs::new);
    }

    /** All of them, by name. */
    public List<Sync> all() {
        return List.copyOf(byName.values());
    }

    /** Those that a route names, by name: not the loads of the Java API, which have {@link #freeName} names. */
    public List<Sync> named() {
        return byName.values().stream().filter(sync -> !isGiven(sync.name())).toList();
    }

    /**
     * The sync of this name.
     *
     * @throws InvalidSettingException if there is none, with the nearest name
     */
    public Sync get(String name) {
        Sync sync = byName.get(name);
        if (sync == null) {
            throw new InvalidSettingException("there is no sync named '" + name + "'"
                    + (byName.isEmpty()
                            ? ", nor any other; a sync is a route under routes/ that begins with"
                                    + " kamelet:collection-source, a URL is written https://host/path?query"
                            : NearestName.hint(name, byName.keySet())));
        }
        return sync;
    }

    /** Whether one of them has a schedule. */
    public boolean anyScheduled() {
        return byName.values().stream()
                .anyMatch(sync ->
                        !sync.schedule().isEmpty() || !sync.fullSchedule().isEmpty());
    }

    /** Whether runs fetch everything and deliver nothing. */
    public boolean dryRun() {
        return dryRun;
    }

    /** From now on, runs deliver nothing, or deliver again. */
    public void setDryRun(boolean dry) {
        dryRun = dry;
    }

    void add(Sync sync) {
        byName.put(sync.name(), sync);
    }

    public void remove(String name) {
        byName.remove(name);
    }

    /** Whether this name was given by {@link #freeName}: to a load of the Java API, say, which no route names. */
    public boolean isGiven(String name) {
        return given.contains(name);
    }

    /** A name that no sync has: the word and a number, each given once. */
    public String freeName(String word) {
        String name;
        do {
            name = word + numbers.incrementAndGet();
        } while (byName.containsKey(name));
        given.add(name);
        return name;
    }
}
