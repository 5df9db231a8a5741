package io.pagesync.destination;

import io.pagesync.InvalidSettingException;
import io.pagesync.page.Page;
import io.pagesync.report.Verdict;
import io.pagesync.run.Delivery;
import io.pagesync.run.Run;
import io.pagesync.run.plan.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A kind of destination in one class, as the worked example of docs/architecture.md adds one: it counts records. */
public final class TallyKind implements DestinationKind {
    /** The runs that have a tally now, by its name. */
    public static final Map<String, String> WRITERS = new ConcurrentHashMap<>();

    /** What the tallies of the runs that have ended came to, by their names. */
    public static final Map<String, String> RESULTS = new ConcurrentHashMap<>();

    @Override
    public String kamelet() {
        return "tally-sink";
    }

    @Override
    public DestinationUse use(Map<String, String> parameters, Host host) {
        String name = parameters.getOrDefault("name", "");
        if (!name.matches("[a-z]+")) {
            throw new InvalidSettingException("the tally has name: '" + name + "'; it must be of small letters");
        }
        return new Tally(name);
    }

    @Override
    public Optional<Map<String, String>> parametersOf(String to) {
        return to.endsWith(".tally") ? Optional.of(Map.of("name", to.replace(".tally", ""))) : Optional.empty();
    }

    private record Tally(String name) implements DestinationUse {
        @Override
        public String check(Collection collection, @Nullable Page first) {
            return "tally " + name + " can count " + collection.sync();
        }

        @Override
        public Destination open(Run run) {
            String writer = WRITERS.putIfAbsent(name, run.collection().sync());
            if (writer != null) {
                throw new DestinationInUseException("the tally " + name, "the sync " + writer, "name another");
            }
            return new Counting(name);
        }
    }

    private static final class Counting implements Destination {
        private final String name;
        private final AtomicLong records = new AtomicLong();

        Counting(String name) {
            this.name = name;
        }

        @Override
        public String describe() {
            return "tally " + name;
        }

        @Override
        public void write(Page page, Delivery delivery) {
            delivery.begin(this, page.getSize());
            records.addAndGet(page.getSize());
            delivery.confirm(this, page.getSize());
        }

        @Override
        public String finish(Verdict verdict) {
            WRITERS.remove(name);
            RESULTS.put(name, records + " " + verdict);
            return "tally " + name + " (" + records + ")";
        }
    }
}
