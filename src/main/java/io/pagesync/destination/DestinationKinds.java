package io.pagesync.destination;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** All kinds of destinations of ours, by the names of their Kamelets. */
public final class DestinationKinds {
    private static final Map<String, DestinationKind> BY_KAMELET = load();

    private DestinationKinds() {}

    private static Map<String, DestinationKind> load() {
        Map<String, DestinationKind> kinds = new TreeMap<>();
        ServiceLoader.load(DestinationKind.class, DestinationKind.class.getClassLoader())
                .forEach(kind -> kinds.put(kind.kamelet(), kind));
        return Collections.unmodifiableMap(kinds);
    }

    /** The names of their Kamelets, in alphabetical order. */
    public static Set<String> kamelets() {
        return BY_KAMELET.keySet();
    }

    /** The kind that a Kamelet stands for; empty if it is none of ours. */
    public static Optional<DestinationKind> of(String kamelet) {
        return Optional.ofNullable(BY_KAMELET.get(kamelet));
    }

    /**
     * What a word behind {@code --to} means to the first kind that knows it; empty if none does.
     *
     * @param kamelet the Kamelet's name
     * @param parameters its parameters
     */
    public record Named(String kamelet, Map<String, String> parameters) {
        /** Copies the map. */
        public Named {
            parameters = Map.copyOf(parameters);
        }

        /** What the word means; empty if it is no destination of ours. */
        public static Optional<Named> of(String to) {
            return BY_KAMELET.values().stream()
                    .flatMap(kind -> kind.parametersOf(to).stream().map(found -> new Named(kind.kamelet(), found)))
                    .findFirst();
        }
    }
}
